"""
What is kept of files, as tables are merged from it: rows of entries, those of some people left out.

A file that was sent again is what is kept of the file that was sent before it, without the people of whom that said
something else (see difference), and what is kept of the rows that it does not share with it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from linkage.cache.entry import Entry
from linkage.engine.base import Engine

PERSON = "person"
"""The table of a difference that has the people to be left out, by person_id."""
MARK = "-"
"""Between the name of an entry and those of the differences whose people are left out of it."""


@dataclass(frozen=True)
class Said:
    """The rows of an entry, or of some people alone; where people are left out, every row is somebody's."""

    entry: Entry
    without: tuple[Entry, ...] = ()
    """Differences whose people are left out."""
    only: Entry | None = None
    """The difference whose people alone are meant; None: everybody."""

    @property
    def name(self) -> str:
        """The name of the entry, and of those that say who is left out of it."""
        return MARK.join(entry.name for entry in (self.entry, *self.without))

    def of(self, entry: Entry) -> "Said":
        """The same people's rows of another entry, made of the same file."""
        return Said(entry, self.without, self.only)


def names_in(said: Iterable[str]) -> list[str]:
    """The names of all entries that `said`, names of what is said, speaks of."""
    return [name for one in said for name in one.split(MARK)]


def rows_sql(engine: Engine, table: str, said: Sequence[Said], like: Entry | None = None) -> str:
    """The rows of a table that is kept of each file; where nothing is said, none, with the columns of `like`."""
    if not said and like is not None:
        return f"select * from {engine.parquet_sql(like.file(table))} where false"
    whole = [one.entry.file(table) for one in said if not one.without and one.only is None]
    parts = [f"select * from {engine.parquet_sql(*whole)}"] if whole else []
    parts += [
        f"select * from {engine.parquet_sql(one.entry.file(table))} where {people_sql(engine, one)}"
        for one in said
        if one.without or one.only is not None
    ]
    return " union all ".join(parts)


def people_sql(engine: Engine, said: Said) -> str:
    """Whether a row is of somebody who is meant; true where everybody is."""
    conditions = [f"person_id not in ({_people_of(engine, one)})" for one in said.without]
    conditions += [f"person_id in ({_people_of(engine, said.only)})"] if said.only is not None else []
    return " and ".join(conditions) or "true"


def differing(
    before: Sequence[Said], now: Sequence[Said]
) -> tuple[tuple[Said, ...], tuple[Said, ...], tuple[Said, ...]]:
    """
    What was said before and is not now, what is said both times, and what is said now alone: gone, there and come.

    Together `gone` and `there` have the rows of before, and `there` and `come` those of now. Of one entry with other
    people left out of it, these people's rows alone are looked at.
    """
    same = {one.name for one in before} & {one.name for one in now}
    there = [one for one in before if one.name in same]
    lost = {one.entry.name: one for one in before if one.name not in same}
    won = {one.entry.name: one for one in now if one.name not in same}
    gone = [one for name, one in lost.items() if name not in won]
    come = [one for name, one in won.items() if name not in lost]
    for name in (name for name in lost if name in won):
        left_before, left_now = lost[name].without, won[name].without
        there.append(Said(lost[name].entry, (*left_before, *left_now)))
        gone += _left_out_anew(lost[name], left_now)
        come += _left_out_anew(won[name], left_before)
    return tuple(gone), tuple(there), tuple(come)


def _left_out_anew(said: Said, by: Sequence[Entry]) -> list[Said]:
    """What is said of the people whom `by` leaves out besides; of a person whom several of them do, once."""
    return [Said(said.entry, (*said.without, *by[:place]), only=one) for place, one in enumerate(by)]


def _people_of(engine: Engine, difference: Entry) -> str:
    return f"select person_id from {engine.parquet_sql(difference.file(PERSON))}"
