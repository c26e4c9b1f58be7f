"""The tables of `benchmarks.rank_p`, each from the judged events pooled over seeds."""

from collections.abc import Mapping
from pathlib import Path

from benchmarks.prepared import LAST_DAY
from linkage.config import codes
from linkage.engine.base import Engine, Value
from linkage.probabilistic.age_band import age_band_sql
from linkage.share import Share
from linkage.statistics import holdout as holdout_statistics
from linkage.statistics.outcome import age_band_sql as ten_year_band_sql

TARGETS = (0.001, 0.0015, 0.002, 0.003, 0.004)
FEWEST = 50
"""Observed false links below which a ratio of expected to real says little."""
LARGE_GROUP = 2_000
"""Pool events from which a group's hold-out recall is to lie within two points."""

Table = tuple[tuple[str, ...], list[tuple[str, ...]]]

LINKED = "status = 'linked'"
WRONG = f"{LINKED} and not is_right"


def described_sql() -> str:
    """Judged events with the age band, and how many other people are like them in everything compared."""
    return f"""
        select judged.*, {age_band_sql("judged.birth_date", LAST_DAY)} as age_band,
            coalesce(own.person_id is not null, false) as is_there, coalesce(alike.people, 0) as others_alike,
            (select max(probability) from threshold) as threshold
        from judged
        left join (select distinct person_id, postcode from identity) as own
          on own.person_id = judged.true_person_id and own.postcode = judged.postcode
        left join (
            select judged.event_id, count(distinct identity.person_id) as people
            from judged
            join identity on identity.birth_date = judged.birth_date and identity.sex = judged.sex
             and identity.postcode = judged.postcode
            left join kept_same_person as one
              on one.person_id = identity.person_id and one.other_person_id = judged.true_person_id
            left join kept_same_person as two
              on two.other_person_id = identity.person_id and two.person_id = judged.true_person_id
            where identity.person_id is distinct from judged.true_person_id
              and one.person_id is null and two.person_id is null
            group by judged.event_id
        ) as alike on alike.event_id = judged.event_id"""


def holdout_sql(engine: Engine) -> str:
    """The weighted hold-out of a trial, as the statistics of a run have it."""
    groups = [(row["code"], row["group"]) for row in codes.read("ethnic_category")]
    engine.load("ethnic_group", {"code": "text", "ethnic_group": "text"}, groups)
    age = f"cast(date_diff('year', birth_date, date '{LAST_DAY}') as bigint)"
    engine.create(
        "outcome",
        f"""
        select event_id, test_month as period, test_month as month, provider_code as provider,
            coalesce(source_setting, 'unknown') as source_setting, coalesce(sex, 'unknown') as sex,
            {ten_year_band_sql(age)} as age_band, coalesce(ethnic_group, 'Not known') as ethnic_group,
            cast(null as string) as deprivation
        from event
        left join ethnic_group on code = substr(ethnic_category, 1, 1)""",
    )
    engine.create("holdout_event", holdout_statistics.holdout_event_sql())
    engine.create("holdout_weight", holdout_statistics.holdout_weight_sql())
    return "select * from holdout_weight where breakdown in ('month', 'ethnic_group')"


def targets(engine: Engine, folders: Mapping[float, Path]) -> Table:
    """Precision and recall at several targets, each threshold set as a run sets it, on these events alone."""
    rows: list[tuple[str, ...]] = []
    for phi, folder in folders.items():
        _pooled(engine, folder)
        engine.create(
            "running",
            """
            select *, sum(1 - match_probability) over likeliest / count(*) over likeliest as expected
            from judged_event
            where match_probability >= 0.5 and person_id is not null
            window likeliest as (partition by seed order by match_probability desc
                range between unbounded preceding and current row)""",
        )
        found = engine.rows(
            "select count(case when is_findable then 1 end), count(case when not is_findable"
            " and true_person_id is not null then 1 end), count(*) from judged_event"
        )[0]
        findable, others, events = (int(str(value)) for value in found)
        for target in TARGETS:
            counts = engine.rows(f"""
                select count(*), count(case when is_right then 1 end),
                    count(case when is_right and is_findable then 1 end),
                    count(case when is_right and not is_findable then 1 end), sum(1 - match_probability)
                from running where expected <= {target / 1.25}""")[0]
            links, right, right_findable, right_others = (int(str(value)) for value in counts[:4])
            precision = Share("precision", right, links)
            low, high = precision.interval or (0, 0)
            rows.append(
                (
                    f"{phi:.2f}, {events:,} events",
                    f"{target:g}",
                    f"{links:,}",
                    f"{right / max(links, 1):.3%}",
                    f"{low:.3%}-{high:.3%}",
                    f"1 in {links / max(links - right, 1):,.0f}",
                    f"{right_findable / findable:.2%}",
                    f"{right_others / others:.2%}",
                )
            )
    head = (
        "phi",
        "target",
        "links",
        "precision",
        "95% interval",
        "false",
        "recall, findable",
        "recall, others",
    )
    return head, rows


def calibration(engine: Engine, folders: Mapping[float, Path]) -> Table:
    """Expected and real false links, overall and by age band."""
    rows: list[tuple[str, ...]] = []
    for phi, folder in folders.items():
        _pooled(engine, folder)
        for band, links, wrong, expected, threshold in engine.rows(f"""
            select coalesce(age_band, 'all'), count(*), count(case when not is_right then 1 end),
                sum(1 - match_probability), min(threshold)
            from judged_event where {LINKED}
            group by grouping sets ((), (age_band)) order by age_band nulls first"""):
            real, thought = int(str(wrong)), float(str(expected))
            ratio = f"{thought / real:.2f}" if real else ""
            rows.append(
                (
                    f"{phi:.2f}, {'threshold ' + format(float(str(threshold)), '.3f') if band == 'all' else band}",
                    f"{int(str(links)):,}",
                    f"{real:,}",
                    f"{thought:.1f}",
                    ratio if real >= FEWEST else f"({ratio})",
                    f"1 in {int(str(links)) / max(real, 1):,.0f}",
                )
            )
    return ("phi, age", "links", "false", "expected", "ratio", "real rate"), rows


def alike(engine: Engine, folders: Mapping[float, Path]) -> Table:
    """Events of people with somebody of the same birth date, sex and postcode, by who of them is in the index."""
    rows: list[tuple[str, ...]] = []
    for phi, folder in folders.items():
        _pooled(engine, folder)
        for is_there, events, linked, wrong in engine.rows(f"""
            select is_there, count(*), count(case when {LINKED} then 1 end), count(case when {WRONG} then 1 end)
            from judged_event where others_alike > 0 and sex is not null
            group by is_there order by is_there desc"""):
            counts = [int(str(value)) for value in (events, linked, wrong)]
            rows.append(
                (
                    f"{phi:.2f}, {'both there' if is_there else 'only the other there'}",
                    *(f"{count:,}" for count in counts),
                    f"{counts[2] / counts[0]:.1%}",
                )
            )
    return ("phi, who is in the index", "events", "linked", "wrongly", "share"), rows


def holdout(engine: Engine, folders: Mapping[float, Path]) -> Table:
    """Recall by the hold-out and in truth, by ethnic group and strength of the latent factor."""
    groups = [(row["code"], row["group"]) for row in codes.read("ethnic_category")]
    engine.load("ethnic_group", {"code": "text", "ethnic_group": "text"}, groups)
    rows: list[tuple[str, ...]] = []
    for strength, folder in folders.items():
        _pooled(engine, folder)
        files = engine.parquet_sql(*sorted(folder.glob("*-holdout.parquet")))
        engine.create(
            "holdout_weight",
            f"select * exclude (seed, person_id), concat(seed, person_id) as person_id from {files}",
        )
        engine.create("holdout_estimate", holdout_statistics.holdout_estimate_sql())
        engine.create("estimate", holdout_statistics.holdout_sql())
        rows += [_held_row(strength, values) for values in engine.rows(_held_sql())]
    return (
        "record quality, group",
        "pool events",
        "truth",
        "hold-out",
        "95% interval",
        "bias, points",
        "holds",
    ), rows


def _held_sql() -> str:
    return """
        with grouped as (
            select 'ethnic_group' as breakdown, coalesce(ethnic_group, 'Not known') as category, judged_event.*
            from judged_event
            left join ethnic_group on code = substr(ethnic_category, 1, 1)
            union all
            select 'month', 'everybody', * from judged_event
        ),
        truth as (
            select breakdown, category, count(*) as events,
                avg(case when true_person_id is not null
                    then cast(status = 'linked' and is_right as integer) end) as recall
            from grouped group by breakdown, category
        )
        select truth.category, truth.events, truth.recall, told.value, low.value, high.value
        from truth
        join estimate as told on told.breakdown = truth.breakdown and told.measure = 'holdout_recall'
        join estimate as low on low.breakdown = told.breakdown and low.category = told.category
         and low.measure = 'holdout_recall_low'
        join estimate as high on high.breakdown = told.breakdown and high.category = told.category
         and high.measure = 'holdout_recall_high'
        where truth.category = 'everybody' or told.category = truth.category
        order by truth.events desc"""


def _held_row(strength: float, values: tuple[Value, ...]) -> tuple[str, ...]:
    events, (recall, told, low, high) = int(str(values[1])), (float(str(value)) for value in values[2:])
    bias = told - recall
    holds = abs(bias) <= 0.02 if events >= LARGE_GROUP else low <= recall <= high  # noqa: PLR2004  two points
    return (
        f"{strength:g}, {values[0]}",
        f"{events:,}",
        f"{recall:.2%}",
        f"{told:.2%}",
        f"{low:.2%}-{high:.2%}",
        f"{100 * bias:+.2f}",
        "yes" if holds else "no",
    )


def _pooled(engine: Engine, folder: Path) -> None:
    files = sorted(path for path in folder.glob("*.parquet") if "holdout" not in path.name)
    engine.create("judged_event", f"select * from {engine.parquet_sql(*files)}")
