"""The tables that statistics read, for a month that was linked by an earlier run."""

from collections.abc import Sequence
from functools import partial

from linkage.engine.base import Engine
from linkage.engine.quote import identifier, literal
from linkage.release.content.published import OF_EVENTS, order_sql
from linkage.steps.statistics.care_setting import SETTINGS, care_setting_sql, counted_relation_sql
from linkage.strike.kept import COUNTED
from linkage.strike.struck_month import BORNE, SAMPLED, StruckMonth, count_again, kept_sample_sql, united
from linkage.tables import Column, contract

MARK = {"text": "'-'", "integer": "cast(0 as bigint)", "date": "date '1900-01-01'"}
"""What stands in the place of a value that is not kept and must not be null."""


def load_kept(engine: Engine, months: Sequence[StruckMonth]) -> None:
    """
    kept_event and what is kept of rank P of `months` of one kind -> event, postcode_area, holdout, pool_phi.

    In the order of their keys, month by month, as each is kept: sums of fractions are added in no other order.
    """
    events = kept_event_sql("kept.event_id in (select event_id from links)")
    count_again(engine, "event", f"{events} order by event_id")
    load_areas(engine)
    for name in SAMPLED if months[0].has_p else ():
        rows = united(months, partial(kept_sample_sql, engine, name))
        count_again(engine, name, f"select * from ({rows}) as kept order by {order_sql(contract(name))}")


def kept_event_sql(condition: str, past: str = "", source: str = "kept_event as kept") -> str:
    """Rows of the table event, of what is `kept` that meet a condition; `past` stands before their ids and months."""
    known = {name: f"kept.{name}" for name in (*COUNTED, "event_id", "test_month")}
    if past:
        known |= {name: f"concat({literal(past)}, kept.{name})" for name in ("event_id", "test_month")}
    known |= {
        name: f"case when kept.has_{name} then {MARK[contract('event').types[name]]} end" for name in BORNE
    }
    return event_sql(known, source, condition)


def load_published(engine: Engine, month: str, side: str) -> None:
    """
    Published rows -> links, pathways, events, event and postcode_area: of the people and events that are touched.

    `side` is before or after the strike. An event that no person was found for is known by the number on the list.
    """
    struck = "select event_id from struck_now"
    whose = {
        "before": f"person_id in (select person_id from touched_person) or event_id in ({struck})",
        "after": f"person_id in (select person_id from touched_person) and event_id not in ({struck})",
    }
    for name in OF_EVENTS:
        listed = ", ".join(identifier(column.name) for column in contract(name).columns)
        engine.create(name, f"select {listed} from {name}_before where {whose[side]}")
    known = {
        name: f"events.{name}"
        for name in (
            *("event_id", "site_code", "provider_code", "test_date", "source_setting", "sex"),
            "nhs_number_state",
        )
    }
    known["sex"] = "case when coalesce(events.sex_source, '') <> 'hes' then events.sex end"
    known |= {"test_month": literal(month), "identity_key": "coalesce(own.identity_key, 0)"}
    known |= dict.fromkeys(("birth_date_state", "sex_state", "postcode_state"), "'missing'")
    numbered = f"""
        select event_id, dense_rank() over (order by listed_as) as identity_key
        from struck_event
        where test_month = {literal(month)}"""
    joined = f"events left join ({numbered}) as own on own.event_id = events.event_id"
    engine.create("event", event_sql(known, joined, "true"))
    load_areas(engine)


def event_sql(known: dict[str, str], source: str, condition: str) -> str:
    """Rows of the table event, with marks where nothing is known and something has to be."""
    listed = ", ".join(
        f"{known.get(column.name) or unknown(column)} as {column.name}"
        for column in contract("event").columns
    )
    return f"select {listed} from {source} where {condition}"


def unknown(column: Column) -> str:
    """A value that nothing is known of."""
    return column.null_sql if column.nullable else MARK[column.type]


def has_areas(engine: Engine) -> bool:
    """Whether events of old_statistics had the areas of their postcodes: there was a directory."""
    areas = """"table" = 'match_rate_by' and breakdown = 'deprivation'"""
    return bool(engine.count(f"select count(*) from old_statistics where {areas}"))


def load_areas(engine: Engine) -> None:
    """postcode_area: a row where the month's events had areas, none where there was no directory."""
    listed = ", ".join(f"{unknown(column)} as {column.name}" for column in contract("postcode_area").columns)
    engine.create(
        "postcode_area",
        f"""
        select {listed}
        from (
            select count(*) as rows_of_areas from old_statistics
            where "table" = 'match_rate_by' and breakdown = 'deprivation'
        ) as had
        where rows_of_areas > 0""",
    )


def load_imaged(engine: Engine, seen: str) -> str:
    """links and events -> imaged_person; the query of setting_patient for touched people who are not struck."""
    engine.create(
        "imaged_person",
        f"""
        select distinct person_id, {care_setting_sql(counted_relation_sql("events"))} as setting
        from events
        where status = 'linked'""",
    )
    hospital = ", ".join(f"'{setting}'" for setting in list(SETTINGS)[:3])
    return f"""
        select seen.person_id, seen.setting,
            seen.person_id in (select person_id from imaged_person) as has_imaging,
            exists (
                select 1 from imaged_person as here
                where here.person_id = seen.person_id
                  and (here.setting = seen.setting or (seen.setting = 'any' and here.setting in ({hospital})))
            ) as has_imaging_here
        from {seen} as seen
        where seen.person_id in (select person_id from touched_person)
          and seen.person_id not in (select person_id from struck_person)"""


def no_opt_out(engine: Engine) -> None:
    """opted_out_event, empty: what is struck is gone from event already."""
    engine.create("opted_out_event", "select event_id from event where false")
