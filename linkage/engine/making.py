"""
Steps as data: what a step makes, in order.

    Made      a table, and the query that it is
    Listed    a table of a few rows that the rules, the job or a list of codes say
    Worked    what no query can do: files read, values that Python works out; it names the tables it reads and writes

The order is the order of making: each reads what stands before it, or what an earlier step made. A table without a
contract is nobody's business but its step's, and is forgotten once the step is through; what another step reads has a
contract.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from linkage import tables
from linkage.engine.base import Engine, Value


@dataclass(frozen=True)
class Made:
    """One table made by one query."""

    table: str
    query: str

    @property
    def writes(self) -> tuple[str, ...]:
        """The table."""
        return (self.table,)

    def make(self, engine: Engine) -> None:
        """Make the table."""
        engine.create(self.table, self.query)


@dataclass(frozen=True)
class Listed:
    """One table of a few rows; `columns` maps each name to a contract type."""

    table: str
    columns: Mapping[str, str]
    rows: Sequence[Sequence[Value]]

    @property
    def writes(self) -> tuple[str, ...]:
        """The table."""
        return (self.table,)

    def make(self, engine: Engine) -> None:
        """Make the table."""
        engine.load(self.table, self.columns, self.rows)


@dataclass(frozen=True)
class Worked:
    """Tables that a function makes; its docstring says how."""

    function: Callable[[Engine], object]
    meaning: str
    """What it works out, in a sentence, with the formula where there is one."""
    reads: tuple[str, ...]
    writes: tuple[str, ...]

    def make(self, engine: Engine) -> None:
        """Call the function."""
        self.function(engine)


Item = Made | Listed | Worked


def make(engine: Engine, items: Sequence[Item]) -> None:
    """Make the items in order, then forget the tables among them that have no contract."""
    for item in items:
        item.make(engine)
    for table in {table: None for item in items for table in item.writes if tables.find(table) is None}:
        engine.drop(table)
