"""
Steps as data: what a step makes, in order.

    Made      a table, and the query that it is
    Listed    a table of a few rows that the rules, the job or a list of codes say
    Worked    what no query can do: files read, values that Python works out; it names the tables it reads and writes

The order is the order of making: each reads what stands before it, or what an earlier step made. A table without a
contract is nobody's business but its step's, and is forgotten once nothing after it in the step speaks of it; what
another step reads has a contract.
"""

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import ParamSpec, Protocol

from linkage import tables
from linkage.engine.base import Engine, Value
from linkage.engine.empty import has_rows, no_rows_sql

Given = ParamSpec("Given")


class Item(Protocol):
    """One place in the order."""

    @property
    def writes(self) -> tuple[str, ...]:
        """The tables that are there once it is made."""
        ...

    @property
    def meaning(self) -> str:
        """What they are, in a sentence or two."""
        ...

    def speaks_of(self, table: str) -> bool:
        """Whether making it may read that table."""
        ...

    def make(self, engine: Engine) -> None:
        """Make the tables."""
        ...


@dataclass(frozen=True)
class Made:
    """One table made by one query."""

    table: str
    query: str
    meaning: str = ""
    brief: bool = False
    """Whether the engine may keep it out of its file; see briefly."""
    late: bool = False
    """Whether it is a name, and worked out by who reads it; see `late`."""
    origin: tuple[str, ...] = ()
    """Tables without a row of which it has none either; see only_from."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Its columns and their contract types, where it has an origin."""

    @property
    def writes(self) -> tuple[str, ...]:
        """See Item."""
        return (self.table,)

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of the query: read once, and asked for each table of the step."""
        return frozenset(re.findall(r"\w+", self.query))

    def speaks_of(self, table: str) -> bool:
        """See Item; a name that only looks like the table's keeps it a little longer."""
        return table in self.words

    def only_from(self, *tables: str, columns: Mapping[str, str]) -> "Made":
        """
        The same, where no row comes about unless one of the `tables` has one: it costs to plan a query in vain.

        `columns` are the table's, with their contract types.
        """
        return replace(self, origin=tables, columns=columns)

    def make(self, engine: Engine) -> None:
        """See Item."""
        query = self.query
        if self.origin and not any(has_rows(engine, table) for table in self.origin):
            query = no_rows_sql(self.columns)
        if self.late:
            engine.view(self.table, query, is_checked=True)
        elif self.brief:
            engine.create(self.table, query, brief=True)
        else:
            engine.create(self.table, query)


@dataclass(frozen=True)
class Listed:
    """One table of a few rows; `columns` maps each name to a contract type."""

    table: str
    columns: Mapping[str, str]
    rows: Sequence[Sequence[Value]] = field(repr=False)
    meaning: str = ""

    @property
    def writes(self) -> tuple[str, ...]:
        """See Item."""
        return (self.table,)

    def speaks_of(self, table: str) -> bool:  # noqa: ARG002 - part of the protocol
        """See Item: it reads nothing."""
        return False

    def make(self, engine: Engine) -> None:
        """See Item."""
        engine.load(self.table, self.columns, self.rows)


@dataclass(frozen=True)
class Worked:
    """Tables that a function makes."""

    function: Callable[[Engine], object]
    meaning: str
    """What it works out, with the formula where there is one."""
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    inside: "tuple[Item, ...]" = ()
    """What it makes where it has to: tables that are kept from an earlier run, say, are not made again."""

    def speaks_of(self, table: str) -> bool:
        """See Item."""
        return table in self.reads

    def make(self, engine: Engine) -> None:
        """See Item."""
        self.function(engine)


def made(table: str, query: Callable[Given, str], *given: Given.args, **named: Given.kwargs) -> Made:
    """The table that the query of a function is; what it means stands in the function's docstring."""
    return Made(table, query(*given, **named), inspect.getdoc(query) or "")


def without_rows(table: str) -> Made:
    """The table of a contract where nobody reads it: it is there, and has no rows."""
    return Made(table, no_rows_sql(tables.contract(table).types), "Without rows: these rules do not read it.")


def make(engine: Engine, items: Sequence[Item]) -> None:
    """Make the items in order; a passing table goes when nothing later speaks of it."""
    for item, done in zip(items, passing(items), strict=True):
        item.make(engine)
        for table in done:
            engine.drop(table)


def make_all(engine: Engine, items: Iterable[Item]) -> None:
    """Make the items in order, and keep every table."""
    for item in items:
        item.make(engine)


def briefly(items: Iterable[Item]) -> tuple[Item, ...]:
    """
    The items of a step of many large tables in a row: those that pass never reach the file of the working tables.

    To write them and to pack them there would cost a fifth of the step, for tables that are read once or twice.
    """
    return tuple(
        replace(item, brief=True) if isinstance(item, Made) and is_passing(item.table) else item
        for item in items
    )


def is_passing(table: str) -> bool:
    """Whether a table is forgotten with its step: it has no contract, or one that says so."""
    contract = tables.find(table)
    return contract is None or contract.passing


def passing(items: Sequence[Item]) -> Iterator[tuple[str, ...]]:
    """For each item, the passing tables that nothing after it speaks of, until they are made again."""
    ends: list[list[str]] = [[] for _ in items]
    for place, item in enumerate(items):
        for table in filter(is_passing, item.writes):
            end = place
            for later, other in enumerate(items[place + 1 :], start=place + 1):
                if other.speaks_of(table):
                    end = later
                if table in other.writes:
                    break
            if end == place or table not in items[end].writes:
                ends[end].append(table)
    return (tuple(tables) for tables in ends)
