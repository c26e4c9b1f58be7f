"""
Statistics that are sums over patients, made again of those alone who lose an event: before, and without what is struck.

Both sides are counted by the same queries, under two months: that of the events as they were stands in the PAST. What
is counted of everybody else is in the old numbers, if these were counted by the same method.
"""

from collections.abc import Sequence

from linkage.engine.base import Engine
from linkage.engine.quote import identifier, literal
from linkage.release.content.published import OF_EVENTS
from linkage.steps.statistics.columns import listed_sql, types
from linkage.steps.statistics.run import drop_event_parts, make_event_parts
from linkage.strike.load import kept_event_sql, load_areas
from linkage.strike.month import STAYS, name_after
from linkage.strike.moved import PAST, moved_sql, sums_sql
from linkage.strike.struck_month import count_again
from linkage.tables import contract
from linkage.words.statistic import Statistic

TOUCHED = "event_id in (select event_id from touched_event)"
BEFORE = f"concat({literal(PAST)}, event_id)"
"""What an event is called as it was: it stands beside itself as it is."""


def has_sums(statistic: Statistic) -> bool:
    """Whether its rows are sums over patients, by what is kept of a month."""
    return bool(statistic.sums_kept)


def has_others(statistic: Statistic) -> bool:
    """Whether they are not, all of them."""
    return not has_sums(statistic)


def touched_sums(engine: Engine, ranks: Sequence[str]) -> str:
    """
    The query of the statistics that are sums, as they are once the events of struck_now are gone.

    Reads old_statistics, struck_now, kept_event, and the events of the months before and after, which are named as they
    are again.
    """
    engine.create("touched_event", TOUCHED_EVENT)
    for name in OF_EVENTS:
        count_again(engine, name, both_sql(name))
    sides = (
        kept_event_sql(f"kept.{TOUCHED}", PAST),
        kept_event_sql(f"kept.{TOUCHED} and kept.event_id in (select event_id from links)"),
    )
    count_again(engine, "event", " union all ".join(sides))
    load_areas(engine)
    parts = make_event_parts(engine, ranks, has_p=False, wanted=has_sums)
    listed = listed_sql(None)
    engine.create(
        "moved_month", " union all ".join(f"select {listed} from ({part}) as part" for part in parts)
    )
    drop_event_parts(engine)
    engine.drop("touched_event")
    name_after(engine)
    for side in ("before", "after"):
        engine.create(f"moved_{side}", side_sql(is_past=side == "before"))
    engine.drop("moved_month")
    engine.create("moved_sum", moved_sql(sums_sql(is_kept=True)))
    return f"select {listed_sql(None)} from moved_sum"


TOUCHED_EVENT = """
        with borne as (
            select links.event_id, kept.test_month,
                coalesce(links.person_id, concat('identity ', cast(kept.identity_key as string))) as subject
            from links_before as links
            join kept_event as kept on kept.event_id = links.event_id
        ),
        losing as (
            select distinct test_month, subject
            from borne
            where event_id in (select event_id from struck_now)
        )
        select borne.event_id
        from borne
        join losing on losing.test_month = borne.test_month and losing.subject = borne.subject"""
"""One row per event of a patient who loses one of the month: of a person, or of an identity linked to nobody."""


def both_sql(name: str) -> str:
    """
    The rows of links, pathways or events about touched events, as they were and as they are.

    Those of events may be no repeats any more. Of the others a row stays as it is or goes: they are read once.
    """
    columns = [column.name for column in contract(name).columns]
    listed = ", ".join(map(identifier, columns))
    marked = ", ".join(
        f"{BEFORE} as event_id" if column == "event_id" else identifier(column) for column in columns
    )
    after = f"{name}_after where {TOUCHED}" if name == "events" else f"lost where {STAYS}"
    return f"""
        with lost as (select {listed} from {name}_before where {TOUCHED})
        select {marked} from lost
        union all
        select {listed} from {after}"""


def side_sql(*, is_past: bool) -> str:
    """The rows of moved_month that were counted as they were, or as they are, as rows of their months."""
    if not is_past:
        return f"select {listed_sql(None)} from moved_month where period not like {literal(f'{PAST}%')}"
    month = f"substr(period, {len(PAST) + 1})"
    as_of_month = {
        "period": month,
        "category": f"case when category = period then {month} else category end",
    }
    listed = ", ".join(
        f"{as_of_month.get(name, identifier(name))} as {identifier(name)}"
        for name in types()
        if name != "level"
    )
    return f"select {listed} from moved_month where period like {literal(f'{PAST}%')}"
