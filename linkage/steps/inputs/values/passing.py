"""Where the rows of one file lie while they are sorted out: in a table, or in files that the cache may then keep."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from linkage.engine.base import Apart, Engine
from linkage.engine.quote import identifier
from linkage.steps.inputs.again.earlier import Earlier
from linkage.steps.inputs.again.known import LIKENESS, Known
from linkage.steps.inputs.reason import TEST_DATE


@dataclass(frozen=True)
class MadeOf:
    """What rows of a passing table were made of, where they bear the likeness of their lines."""

    digest: str
    """Of the query that made them."""
    known: Known | None = None
    """Rows that stand in the table besides those of its file: an earlier file had their lines."""


def none_earlier(_lines: str) -> Sequence[Earlier]:
    """Nothing is known of earlier files."""
    return ()


@dataclass(frozen=True)
class Passing:
    """
    The passing tables of a file, each with row_number, reason, line and `columns`, and what stands beside them.

    Without a `folder` they are tables of the database. With one a table is a name for two files, which are written
    while the rows are read: those that can be used, as the cache keeps them, and those that cannot.
    """

    columns: Sequence[str]
    """Our names of the file's columns."""
    folder: Path | None = None
    beside: Sequence[str] = ()
    """TEST_DATE, where the file has a test date of imaging."""
    names: dict[str, str] = field(default_factory=dict)
    """Each table that is a name for another -> that one."""
    is_likened: bool = False
    """Whether the rows of lines bear the likeness of these."""
    earlier: Callable[[str], Sequence[Earlier]] = none_earlier
    """Earlier files whose rows were made of lines by a query, given its digest."""
    lines: dict[str, MadeOf] = field(default_factory=dict)
    """Each table whose rows bear the likeness of their lines -> what they were made of."""

    @property
    def kept(self) -> tuple[str, ...]:
        """The columns of rows that can be used: reason and line are null there, and what is beside is too."""
        return ("row_number", *self.columns)

    def make(self, engine: Engine, table: str, query: str, lines: MadeOf | None = None) -> None:
        """The table of a query, which is worked out once; `lines` where its rows bear the likeness of theirs."""
        if self.folder is None:
            engine.create(table, query)
            return
        accepted, others = self._files(self.folder, table)
        kept_beside = (LIKENESS,) if lines else ()
        engine.write_parquet(query, accepted, Apart("reason", (*self.kept, *kept_beside), others))
        usable = [engine.parquet_sql(accepted)]
        if lines:
            self.lines[table] = lines
        if lines and lines.known:
            usable.append(f"({lines.known.sql(engine, self.columns)}) as known")
        listed = ", ".join([*map(identifier, self.columns), *self.beside])
        each = [*map(self._usable_sql, usable)]
        each.append(f"select row_number, reason, line, {listed} from {engine.parquet_sql(others)}")
        engine.view(table, " union all ".join(each))

    def _usable_sql(self, rows: str) -> str:
        null = "cast(null as string)"
        named = [*map(identifier, self.columns), *(f"{null} as {name}" for name in self.beside)]
        return f"select row_number, {null} as reason, {null} as line, {', '.join(named)} from {rows}"

    def name(self, engine: Engine, table: str, of: str) -> None:
        """Another name for a table, whose rows are right as they came."""
        engine.view(table, f"select * from {identifier(of)}")
        self.names[table] = of

    def drop(self, engine: Engine, table: str) -> None:
        """Let a table go, and its files."""
        engine.drop(table)
        if self.folder is not None:
            for path in self._files(self.folder, table):
                path.unlink(missing_ok=True)

    def accepted(self, table: str) -> Path | None:
        """The file of the rows of a table that can be used; None where there is none."""
        return self._files(self.folder, self.names.get(table, table))[0] if self.folder else None

    def made_of(self, table: str) -> MadeOf | None:
        """What the rows of a table were made of, where they bear the likeness of their lines."""
        return self.lines.get(self.names.get(table, table))

    def numbers_file(self, table: str) -> Path:
        """Where the numbers of rows may lie that an earlier file had too."""
        return (self.folder or Path()) / f"{table}.numbers.parquet"

    def _files(self, folder: Path, table: str) -> tuple[Path, Path]:
        return folder / f"{table}.accepted.parquet", folder / f"{table}.others.parquet"


def beside(dataset: str, columns: Sequence[str]) -> tuple[str, ...]:
    """What a passing table has beside the columns of a file."""
    return (TEST_DATE,) if dataset == "did" and "test_date" in columns else ()
