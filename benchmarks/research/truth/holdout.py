"""The hold-out of every run beside the truth: recall and share of false links, by strength of the factor and by phi."""

from collections.abc import Mapping
from pathlib import Path

from benchmarks.research.truth.described import Table, pooled
from benchmarks.table import span
from benchmarks.world import LAST_DAY
from linkage.config import codes
from linkage.engine.base import Engine, Value
from linkage.steps.statistics import held_out
from linkage.steps.statistics.outcome import age_band_sql
from linkage.steps.statistics.tables import holdout as holdout_statistics

MEASURES = {
    "recall": "avg(case when true_person_id is not null then cast({right} as integer) end)",
    "false_link_share": "avg(case when status = 'linked' then 1 - cast({right} as integer) end)",
}
"""What the truth is: right links among events whose person is in the index, wrong ones among links."""
RIGHT = "(status = 'linked' and is_right)"
LARGE_GROUP = 2_000
"""Pool events of an ethnic group that is shown."""


def holdout_sql(engine: Engine) -> str:
    """The weighted hold-out of a trial, as the statistics of a run have it."""
    _load_groups(engine)
    age = f"cast(date_diff('year', birth_date, date '{LAST_DAY}') as bigint)"
    engine.create(
        "outcome",
        f"""
        select event_id, test_month as period, test_month as month, provider_code as provider,
            coalesce(source_setting, 'unknown') as source_setting, coalesce(sex, 'unknown') as sex,
            {age_band_sql(age)} as age_band, coalesce(ethnic_group, 'Not known') as ethnic_group,
            cast(null as string) as deprivation
        from event
        left join ethnic_group on code = substr(ethnic_category, 1, 1)""",
    )
    engine.create("held_event", held_out.held_event_sql())
    engine.create("held_cell", held_out.held_cell_sql())
    engine.create("holdout_weight", held_out.holdout_weight_sql())
    return "select * from holdout_weight where breakdown in ('month', 'ethnic_group')"


def beside_truth(engine: Engine, folders: Mapping[str, Path]) -> Table:
    """One row per world and measure: the truth, what the hold-out says, and whether its interval covers the truth."""
    _load_groups(engine)
    rows: list[tuple[str, ...]] = []
    for world, folder in folders.items():
        pooled(engine, folder)
        files = engine.parquet_sql(*sorted(folder.glob("*-holdout.parquet")))
        engine.create(
            "holdout_weight",
            f"select * exclude (seed, person_id), concat(seed, person_id) as person_id from {files}",
        )
        engine.create("holdout_estimate", holdout_statistics.holdout_estimate_sql())
        engine.create("estimate", holdout_statistics.holdout_sql())
        for name, truth in MEASURES.items():
            found = engine.rows(_told_sql(name, truth.format(right=RIGHT)))
            rows += [_row(world, name, values) for values in found]
    return ("world, group", "pool events", "truth", "hold-out", "interval", "covers"), rows


def _load_groups(engine: Engine) -> None:
    """ethnic_group: the group of each ethnic category."""
    groups = [(row["code"], row["group"]) for row in codes.read("ethnic_category")]
    engine.load("ethnic_group", {"code": "text", "ethnic_group": "text"}, groups)


def _told_sql(measure: str, truth: str) -> str:
    return f"""
        with grouped as (
            select 'ethnic_group' as breakdown, coalesce(ethnic_group, 'Not known') as category, judged_event.*
            from judged_event
            left join ethnic_group on code = substr(ethnic_category, 1, 1)
            union all
            select 'month', 'everybody', * from judged_event
        ),
        truth as (
            select breakdown, category, count(*) as events, {truth} as truth
            from grouped group by breakdown, category
        )
        select truth.category, truth.events, truth.truth, told.value, low.value, high.value
        from truth
        join estimate as told on told.breakdown = truth.breakdown and told.measure = 'holdout_{measure}'
        join estimate as low on low.breakdown = told.breakdown and low.category = told.category
         and low.measure = 'holdout_{measure}_low'
        join estimate as high on high.breakdown = told.breakdown and high.category = told.category
         and high.measure = 'holdout_{measure}_high'
        where truth.category = 'everybody'
           or (told.category = truth.category and truth.events >= {LARGE_GROUP} and '{measure}' = 'recall')
        order by truth.events desc"""


def _row(world: str, measure: str, values: tuple[Value, ...]) -> tuple[str, ...]:
    truth, told, low, high = (float(str(value or 0)) for value in values[2:])
    who = "" if values[0] == "everybody" else f", {values[0]}"
    return (
        f"{world}, {measure.replace('_', ' ')}{who}",
        f"{int(str(values[1])):,}",
        f"{truth:.2%}",
        f"{told:.2%}",
        span(low, high),
        "yes" if low <= truth <= high else "no",
    )
