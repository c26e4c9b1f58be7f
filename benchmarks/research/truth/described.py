"""The judged events of the trials, described so that they can be counted by stratum, and pooled over seeds."""

from pathlib import Path

from benchmarks.world import LAST_DAY
from linkage.engine.base import Engine
from linkage.steps.probabilistic.scoring.age_band import age_band_sql
from linkage.steps.probabilistic.scoring.crowd import crowd_sql

Table = tuple[tuple[str, ...], list[tuple[str, ...]]]
"""Head and rows."""

DEFAULT_DAY = (
    "coalesce(extract(day from judged.birth_date) = 1 and extract(month from judged.birth_date) = 1, false)"
)
"""1 January, which also is the birthday of a few hundred people in a hundred thousand."""

LINKED = "status = 'linked'"


def described_sql() -> str:
    """Judged events with the strata of STRATA, and how many other people are like them in everything compared."""
    return f"""
        select judged.*, {age_band_sql("judged.birth_date", LAST_DAY)} as age_band,
            {crowd_sql("around")} as crowd, {DEFAULT_DAY} as is_default_date,
            struck.event_id is not null as is_copied,
            coalesce(own.person_id is not null, false) as is_there, coalesce(alike.people, 0) as others_alike,
            (select max(probability) from threshold) as threshold,
            1 - coalesce(chosen.own_data, 1) as copied_share
        from judged
        left join person_posterior as chosen
          on chosen.identity_key = judged.identity_key and chosen.person_id = judged.person_id
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


def pooled(engine: Engine, folder: Path) -> None:
    """judged_event: the judged events of every seed."""
    files = sorted(path for path in folder.glob("*.parquet") if path.stem.isdigit())
    engine.create("judged_event", f"select * from {engine.parquet_sql(*files)}")
