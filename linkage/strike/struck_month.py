"""Carried months from which events or people were struck, side by side, so that one statement counts all of them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from linkage.engine.base import Engine
from linkage.engine.quote import identifier, literal
from linkage.release.content.carry import today_sql
from linkage.release.content.published import OF_EVENTS
from linkage.strike.kept import COUNTED
from linkage.tables import contract

BORNE = ("nhs_number", "birth_date", "postcode")
"""Identifiers of which it is kept whether an event has them, and no value."""
SAMPLED = ("holdout", "pool_phi")
"""What is kept of rank P of a month."""
MOST_EVENTS = 1_000_000
"""About as many are counted at once: of fewer, a statement takes longer to plan than to run."""


@dataclass(frozen=True)
class StruckMonth:
    """A month, where it lies, and by what its numbers are counted again."""

    month: str
    kept: Path
    """The folder of what the release before keeps of it."""
    before: Mapping[str, str]
    """Queries of links, pathways and events as they were, by name."""
    after: Mapping[str, str]
    """The same without what is struck."""
    events: int
    ranks: tuple[str, ...]
    """In the order in which they were offered."""
    is_kept: bool
    is_same_method: bool
    is_national: bool
    has_areas: bool

    @property
    def has_p(self) -> bool:
        """Whether it was linked with rank P."""
        return (self.kept / "holdout.parquet").is_file()

    @property
    def kind(self) -> tuple[object, ...]:
        """What months that are counted together have in common."""
        return (self.ranks, self.has_p, self.is_same_method, self.is_national, self.has_areas)


def together(months: Sequence[StruckMonth]) -> Iterator[tuple[StruckMonth, ...]]:
    """The months of which enough is kept, of one kind and at most some MOST_EVENTS at a time; each is in one group."""
    kinds: dict[tuple[object, ...], list[StruckMonth]] = {}
    for one in months:
        if one.is_kept:
            kinds.setdefault(one.kind, []).append(one)
    for alike in kinds.values():
        group: list[StruckMonth] = []
        for one in alike:
            if group and sum(other.events for other in group) + one.events > MOST_EVENTS:
                yield tuple(group)
                group = []
            group.append(one)
        yield tuple(group)


def set_side_by_side(engine: Engine, months: Sequence[StruckMonth]) -> None:
    """
    struck_event, what is published and kept of `months` -> links, pathways and events _before and _after, struck_now.

    And kept_event: what statistics count of each event that is kept. An event is called by its month and its id in all
    of them; an identity by a number of its own in each month, see struck_identity.
    """
    for name in OF_EVENTS:
        for side in ("before", "after"):
            engine.view(f"{name}_{side}", united(months, partial(side_sql, name=name, side=side)))
    listed = ", ".join(literal(one.month) for one in months)
    struck = f"select {marked('test_month', 'event_id')} as event_id, what from struck_event"
    engine.create("struck_now", f"{struck} where test_month in ({listed})")
    engine.create("struck_identity", identity_sql(engine, months))
    engine.view("kept_event", united(months, lambda one: kept_event_sql(engine, one)))


def forget_side_by_side(engine: Engine, months: Sequence[StruckMonth]) -> None:
    """Forget what speaks of these months alone, and what their statistics were counted from."""
    for table in ("kept_event", "struck_identity", "event", *(SAMPLED if months[0].has_p else ())):
        engine.drop(table)


def count_again(engine: Engine, table: str, query: str) -> None:
    """
    A table that statistics are counted from, until forget_side_by_side: held in memory, for it is read and goes.

    That of the month which was linked goes first: it would come to light again.
    """
    engine.drop(table)
    engine.create(table, query, brief=True)


def united(months: Sequence[StruckMonth], query: Callable[[StruckMonth], str]) -> str:
    """The rows of a query of each month."""
    return "\n        union all\n".join(query(one) for one in months)


def marked(month: str, event_id: str) -> str:
    """What an event is called beside those of other months."""
    return f"concat({month}, ' ', {event_id})"


def side_sql(one: StruckMonth, name: str, side: str) -> str:
    """The rows of a table of events of a month, as they were or as they are, with its events marked."""
    rows = (one.before if side == "before" else one.after)[name]
    listed = ", ".join(
        f"{marked(literal(one.month), 'event_id')} as event_id"
        if column.name == "event_id"
        else identifier(column.name)
        for column in contract(name).columns
    )
    return f"select {listed} from ({rows}) as own"


def identity_sql(engine: Engine, months: Sequence[StruckMonth]) -> str:
    """One row per month and identity that an event of it bears, with a number that no other month has."""
    borne = united(
        months,
        lambda one: (
            f"""
            select {literal(one.month)} as test_month, identity_key
            from {engine.parquet_sql(one.kept / "event.parquet")} as kept"""
        ),
    )
    return f"""
        select test_month, identity_key, row_number() over (order by test_month, identity_key) as numbered
        from (select distinct test_month, identity_key from ({borne}
        ) as borne) as each_once"""


def kept_event_sql(engine: Engine, one: StruckMonth) -> str:
    """What statistics count of each event of a month, before the strike, beside test_month and the marked event_id."""
    columns = [name for name in COUNTED if name != "identity_key"]
    counted = ", ".join(f"kept.{name}" for name in (*columns, *(f"has_{name}" for name in BORNE)))
    return f"""
        select {literal(one.month)} as test_month, {marked(literal(one.month), "kept.event_id")} as event_id,
            own.numbered as identity_key, {counted}
        from {engine.parquet_sql(one.kept / "event.parquet")} as kept
        join struck_identity as own
          on own.identity_key = kept.identity_key and own.test_month = {literal(one.month)}"""


def kept_sample_sql(engine: Engine, name: str, one: StruckMonth) -> str:
    """What is kept of holdout or pool_phi of a month, of the numbered identities."""
    columns = contract(name).columns
    listed = ", ".join(
        "own.numbered as identity_key" if column.name == "identity_key" else f"kept.{identifier(column.name)}"
        for column in columns
    )
    return f"""
        select {listed}
        from ({today_sql(engine, engine.parquet_sql(one.kept / f"{name}.parquet"), columns)}) as kept
        join struck_identity as own
          on own.identity_key = kept.identity_key and own.test_month = {literal(one.month)}"""
