"""Where the rows of one file lie while they are sorted out: in a table, or in files that the cache may then keep."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from linkage.engine.base import Apart, Engine
from linkage.engine.quote import identifier
from linkage.steps.inputs.again.earlier import Earlier
from linkage.steps.inputs.again.known import LIKENESS, LOST, NUMBER, Known
from linkage.steps.inputs.again.lent import Lent
from linkage.steps.inputs.reason import TEST_DATE


@dataclass(frozen=True)
class MadeOf:
    """What rows of a passing table were made of, where they bear the likeness of their lines."""

    digest: str
    """Of the query that made them."""
    known: Known | None = None
    """Rows that stand in the table besides those of its file: an earlier file had their lines."""
    lent: Lent | None = None
    """What is known of those rows that a later file may have; None until all values were looked at."""


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
        own = {name: engine.parquet_sql(path) for name, path in (("usable", accepted), ("others", others))}
        each = [self._usable_sql(own["usable"]), self._others_sql(own["others"])]
        if lines:
            self.lines[table] = lines
            like = (LIKENESS, f"cast(null as bigint) as {LIKENESS}")
            likened = self._usable_sql(own["usable"], like[0]), self._others_sql(own["others"], like[1])
            engine.view(own_table(table), " union all ".join(likened))
        if lines and lines.known:
            each.insert(1, self._usable_sql(f"({lines.known.sql(engine, self.columns)}) as known"))
            engine.view(gone_table(table), self._usable_sql(f"{lines.known.gone_sql(engine)} as gone"))
        engine.view(table, " union all ".join(each))

    def _usable_sql(self, rows: str, *more: str) -> str:
        null = "cast(null as string)"
        named = [*map(identifier, self.columns), *(f"{null} as {name}" for name in self.beside), *more]
        return f"select row_number, {null} as reason, {null} as line, {', '.join(named)} from {rows}"

    def _others_sql(self, rows: str, *more: str) -> str:
        listed = ", ".join([*map(identifier, self.columns), *self.beside, *more])
        return f"select row_number, reason, line, {listed} from {rows}"

    def name(self, engine: Engine, table: str, of: str) -> None:
        """Another name for a table, whose rows are right as they came."""
        engine.view(table, f"select * from {identifier(of)}")
        self.names[table] = of

    def drop(self, engine: Engine, table: str) -> None:
        """Let a table go, and its files."""
        for name in names_of(table):
            engine.drop(name)
        if self.folder is not None:
            for path in self._files(self.folder, table):
                path.unlink(missing_ok=True)

    def accepted(self, table: str) -> Path | None:
        """The file of the rows of a table that can be used; None where there is none."""
        return self._files(self.folder, self.names.get(table, table))[0] if self.folder else None

    def made_of(self, table: str) -> MadeOf | None:
        """What the rows of a table were made of, where they bear the likeness of their lines."""
        return self.lines.get(self.names.get(table, table))

    def known(self, table: str) -> Known | None:
        """The rows of a table that an earlier file had; None where none are."""
        made_of = self.made_of(table)
        return made_of.known if made_of else None

    def own(self, table: str) -> str:
        """The table of the rows of a table that no earlier file had, as far as that is known."""
        return own_table(self.names.get(table, table)) if self.made_of(table) else table

    def without_earlier(self) -> "Passing":
        """The same, for rows of which none is known."""
        return replace(self, earlier=none_earlier, names={}, lines={})

    def know(self, table: str, lent: Lent) -> None:
        """Note what is known of the rows of a table that a later file may have."""
        name = self.names.get(table, table)
        self.lines[name] = replace(self.lines[name], lent=lent)

    def known_of(self, table: str, before: Earlier) -> Known:
        """Rows of an earlier file, and where in the folder it may lie which of them are in a table."""
        numbers, lost = ((self.folder or Path()) / f"{table}.{name}.parquet" for name in (NUMBER, LOST))
        return Known(before.rows, numbers, lost, before.part, before.lent)

    def _files(self, folder: Path, table: str) -> tuple[Path, Path]:
        return folder / f"{table}.accepted.parquet", folder / f"{table}.others.parquet"


def own_table(table: str) -> str:
    """The passing table of rows of lines that no earlier file had, each with their likeness if it has one."""
    return f"{table}_own"


def gone_table(table: str) -> str:
    """And of those that an earlier file could have lent, and their lines are gone."""
    return f"{table}_gone"


def names_of(table: str) -> tuple[str, ...]:
    """A passing table, and what stands beside it."""
    return table, own_table(table), gone_table(table)


def beside(dataset: str, columns: Sequence[str]) -> tuple[str, ...]:
    """What a passing table has beside the columns of a file."""
    return (TEST_DATE,) if dataset == "did" and "test_date" in columns else ()
