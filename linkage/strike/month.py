"""A carried month without the people and events that are struck from it: its tables, and what is kept of it."""

from collections.abc import Sequence
from pathlib import Path

from linkage.engine.base import Engine
from linkage.engine.making import made
from linkage.engine.quote import identifier, literal
from linkage.months.context import TABLES as CONTEXT
from linkage.release import disk
from linkage.release.content import published
from linkage.release.content.carry import has_month, month_rows_sql
from linkage.release.content.draft import Draft, month_path
from linkage.release.content.published import OF_EVENTS, OF_PEOPLE, PARTITIONED
from linkage.release.record.manifest import Manifest
from linkage.steps.pathways.event import REPEATS_BY_REGION, nth_of_examination_sql, nth_of_region_sql
from linkage.strike.draws import draws_after_sql
from linkage.strike.kept import STRUCK
from linkage.strike.staying import EVENTS, PEOPLE, keep_staying, write_staying, write_whole
from linkage.tables import Column, contract

STAYS = EVENTS.stays
"""A condition on an event: that it is not struck from the month."""


def strike_tables(
    engine: Engine, draft: Draft, previous: Manifest, month: str
) -> tuple[dict[str, str], dict[str, str]]:
    """
    struck_event, struck_person, the published `month` -> its tables in the draft, without them.

    Leaves links, pathways and events of the month in the engine, and as they were before under links_before and so on;
    gives the queries of both, as they were and as they are.
    """
    engine.create(
        "struck_now", f"select event_id, what from struck_event where test_month = {literal(month)}"
    )
    there = [name for name in PARTITIONED if has_month(previous, name, month)]
    before = {
        name: month_rows_sql(
            engine, draft.layout, previous, name, month, published.columns(contract(name), draft.options)
        )
        for name in there
    }
    for name, rows in before.items():
        engine.view(f"{name}_before", rows)
    by_region = previous.fingerprints.get(month, {}).get("method", "1") in REPEATS_BY_REGION
    all_spells = previous.all_spells.get(month, draft.options.all_spells)
    engine.create("gone_person", gone_person_sql(all_spells=all_spells))
    after = {name: after_sql(engine, draft, name, month) for name in OF_EVENTS}
    for name in OF_EVENTS:
        otherwise = events_otherwise_sql(engine, draft, by_region=by_region) if name == "events" else None
        write_staying(engine, draft, previous, name, month, EVENTS, otherwise)
        engine.view(f"{name}_after", after[name])
    for name in filter(there.__contains__, OF_PEOPLE):
        write_staying(engine, draft, previous, name, month, PEOPLE)
    if "rules" in there:
        write_whole(engine, draft, previous, "rules", month)
    drawn = {name: query for name, query in draws_after_sql(all_spells=all_spells).items() if name in there}
    for name, query in drawn.items():
        staying = engine.create(f"{name}_after", query)
        draft.write_rows(engine, name, f"select * from {name}_after", month, rows=staying)
    for name in drawn:
        engine.drop(f"{name}_after")
    engine.drop("gone_person")
    name_after(engine)
    for name in there:
        if name not in OF_EVENTS:
            engine.drop(f"{name}_before")
    return {name: before[name] for name in OF_EVENTS}, after


def after_sql(engine: Engine, draft: Draft, name: str, month: str) -> str:
    """A query for the rows of a table of events of the month as the draft has them."""
    listed = ", ".join(identifier(column.name) for column in published.columns(contract(name), draft.options))
    return f"select {listed} from {engine.parquet_sql(draft.folder / month_path(name, month))}"


def name_after(engine: Engine) -> None:
    """links_after, pathways_after, events_after -> links, pathways and events, which statistics read."""
    for name in OF_EVENTS:
        listed = ", ".join(identifier(column.name) for column in contract(name).columns)
        engine.view(name, f"select {listed} from {name}_after", is_checked=True)


def events_otherwise_sql(engine: Engine, draft: Draft, *, by_region: bool) -> str | None:
    """The query of the events that stay, where any of them is no repeat any more; else None: they are as they were."""
    key = [column for column in contract("events").columns if column.name in ("event_id", "is_repeat")]
    changed = f"""
        select count(*)
        from ({events_after_sql(key, by_region=by_region)}) as after
        join events_before as before on before.event_id = after.event_id
        where after.is_repeat is distinct from before.is_repeat"""
    if not engine.count(changed):
        return None
    return events_after_sql(published.columns(contract("events"), draft.options), by_region=by_region)


def events_after_sql(columns: Sequence[Column], *, by_region: bool) -> str:
    """
    The events that stay; a repeat of one that is struck may be the first of its examination now.

    What one examination is stays as the month was published, `by_region` or not.
    """
    nth = nth_of_region_sql("standing") if by_region else nth_of_examination_sql("standing", "standing")
    listed = ", ".join(
        f"events.{identifier(column.name)}"
        if column.name != "is_repeat"
        else "case when touched.person_id is null then events.is_repeat else numbered.nth > 1 end as is_repeat"
        for column in columns
    )
    return f"""
        with touched as (
            select distinct person_id
            from links_before
            where person_id is not null and event_id in (select event_id from struck_now)
        )
        select {listed}
        from events_before as events
        left join touched on touched.person_id = events.person_id
        left join (
            select event_id, {nth} as nth
            from events_before as standing
            where {STAYS} and person_id in (select person_id from touched)
        ) as numbered on numbered.event_id = events.event_id
        where events.{STAYS}"""


def gone_person_sql(*, all_spells: bool) -> str:
    """One row per person whose hospital records leave the month: who is struck, or whose only events of it are."""
    query = "select person_id from struck_person"
    if all_spells:
        return query
    return f"""{query}
        union
        (
            select person_id from links_before where person_id is not null
            except
            select person_id from links_before
            where person_id is not null and {STAYS}
        )"""


def strike_kept(engine: Engine, draft: Draft, previous: Manifest, month: str) -> bool:
    """
    What is kept of the month, without them, into the draft.

    Gives whether there is anything: an earlier version kept nothing.
    """
    source = draft.layout.kept_month(previous.release, month)
    target = draft.kept / source.name
    if not (source / "event.parquet").is_file():
        return False
    disk.make_folder(target)
    numbers = made("number_of_struck", number_of_struck_sql)
    numbers.only_from("opted_out_number", columns={"person_no": "integer"}).make(engine)
    events = engine.parquet_sql(source / "event.parquet")
    identity_stays = f"identity_key in (select identity_key from {events} where {STAYS})"
    conditions = {
        "event": STAYS,
        "person_number": "person_id not in (select person_id from struck_person)",
        "setting_patient": "person_id in (select person_id from links where status = 'linked')",
        "holdout": identity_stays,
        "pool_phi": identity_stays,
        "row": "event_id not in (select event_id from struck_now where what <> 'opted_out')",
        "decision": STAYS,
        "person": "person_no not in (select person_no from number_of_struck)",
    }
    for name in CONTEXT:  # nobody leaves it: a month keeps its numbers
        if (source / f"{name}.parquet").is_file():
            disk.link_or_copy(source / f"{name}.parquet", target / f"{name}.parquet")
    for name, condition in conditions.items():
        if (source / f"{name}.parquet").is_file():
            keep_staying(engine, source / f"{name}.parquet", target / f"{name}.parquet", condition)
    gone = struck_rows_sql(engine, source / STRUCK)
    if engine.count(f"select count(*) from ({gone}) as gone"):
        engine.write_parquet(f"{gone} order by event_id", target / STRUCK)
    return True


def struck_rows_sql(engine: Engine, before: Path) -> str:
    """The events that were struck because of their row: now, and as the release before keeps them, if it does."""
    now = "select event_id, what from struck_now where what <> 'opted_out'"
    if not before.is_file():
        return now
    return f"{now} union all select event_id, what from {engine.parquet_sql(before)}"


def number_of_struck_sql() -> str:
    """The numbers that stand for people of the index who bore a listed NHS number."""
    return """
        select distinct named.person_no
        from opted_out_number as listed
        join person_number as own on own.nhs_number = listed.nhs_number
        join person as named on named.person_id = own.person_id"""
