"""The tables of `benchmarks.research.truth`, each from the judged events pooled over seeds."""

from collections.abc import Mapping
from pathlib import Path

from benchmarks.trial.prepared import LAST_DAY
from linkage.config import codes
from linkage.engine.base import Engine
from linkage.probabilistic.age_band import age_band_sql
from linkage.probabilistic.crowd import crowd_sql
from linkage.share import Share
from linkage.statistics import holdout as holdout_statistics
from linkage.statistics.outcome import age_band_sql as ten_year_band_sql

TARGETS = (0.001, 0.0015, 0.002, 0.003, 0.004)
Table = tuple[tuple[str, ...], list[tuple[str, ...]]]

DEFAULT_DAY = (
    "coalesce(extract(day from judged.birth_date) = 1 and extract(month from judged.birth_date) = 1, false)"
)
"""1 January, which also is the birthday of a few hundred people in a hundred thousand."""

LINKED = "status = 'linked'"
WRONG = f"{LINKED} and not is_right"


def described_sql() -> str:
    """Judged events with the strata of STRATA, and how many other people are like them in everything compared."""
    return f"""
        select judged.*, {age_band_sql("judged.birth_date", LAST_DAY)} as age_band,
            {crowd_sql("around")} as crowd, {DEFAULT_DAY} as is_default_date,
            struck.event_id is not null as is_copied,
            coalesce(own.person_id is not null, false) as is_there, coalesce(alike.people, 0) as others_alike,
            (select max(probability) from threshold) as threshold
        from judged
        left join postcode_people as around on around.postcode = judged.postcode
        left join (
            select distinct event_id from kept_struck where error in ('record_copied', 'birth_date_copied')
        ) as struck on struck.event_id = judged.event_id
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
        pooled(engine, folder)
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


def alike(engine: Engine, folders: Mapping[float, Path]) -> Table:
    """Events of people with somebody like them in all three fields, by who is in the index; copied records apart."""
    rows: list[tuple[str, ...]] = []
    for phi, folder in folders.items():
        pooled(engine, folder)
        for is_there, events, linked, wrong in engine.rows(f"""
            select is_there, count(*), count(case when {LINKED} then 1 end), count(case when {WRONG} then 1 end)
            from judged_event where others_alike > 0 and sex is not null and not is_copied
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


def pooled(engine: Engine, folder: Path) -> None:
    """judged_event: the judged events of every seed."""
    files = sorted(path for path in folder.glob("*.parquet") if path.stem.isdigit())
    engine.create("judged_event", f"select * from {engine.parquet_sql(*files)}")
