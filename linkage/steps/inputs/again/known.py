"""Rows of a file that an earlier file had too: the file of those, left as it is, and their numbers in this one."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from linkage.engine.base import Engine
from linkage.engine.quote import identifier
from linkage.steps.inputs.again.lent import NOTHING, Lent

LIKENESS = "line_likeness"
"""63 bits of the line that a row was made of, kept beside it."""
BEFORE, NUMBER, LOST = "before", "number", "lost"
PERSON = "person_key"
TABLES = (BEFORE, NUMBER, LOST)
"""What a part has of such rows: all of the earlier file, one number for each, and those of people who have lost one."""


@dataclass(frozen=True)
class Known:
    """The rows of an earlier file that are in this one."""

    rows: Path
    """Every accepted row of the earlier file, in the order of its lines."""
    numbers: Path
    """In the same order: before_row, the number of a row there, and row_number, its number here or null."""
    lost: Path
    """Rows of the earlier file with their `number` here: of people who lost one; where it has no people, the lost."""
    part: str
    """The name of the earlier file's part."""
    lent: Lent = NOTHING
    """What is known of the rows of the earlier file that bear the likeness of their lines."""

    def sql(self, engine: Engine, columns: Iterable[str], *more: str) -> str:
        """A query of these rows: row_number, `columns`, and `more` of numbers."""
        listed = [f"numbers.{name}" for name in ("row_number", *more)]
        listed += [f"before.{identifier(name)}" for name in columns]
        return f"select {', '.join(listed)} from {self.abreast(engine)} where numbers.row_number is not null"

    def abreast(self, engine: Engine) -> str:
        """Each row of the earlier file, `before`, beside its `numbers`."""
        return engine.dialect.abreast(
            f"{engine.parquet_sql(self.rows)} as before",
            f"{engine.parquet_sql(self.numbers)} as numbers",
            "numbers.before_row = before.row_number",
        )

    def lost_sql(self, engine: Engine, columns: Iterable[str]) -> str:
        """A query of the rows of `lost`; `columns` are those of the file."""
        where = "numbers.row_number is null"
        if PERSON in columns:
            where = f"before.{PERSON} in (select before.{PERSON} from {self.abreast(engine)} where {where})"
        return f"""
        select before.*, numbers.row_number as {NUMBER}
        from {engine.parquet_sql(self.rows)} as before
        join {engine.parquet_sql(self.numbers)} as numbers on numbers.before_row = before.row_number
        where {where}"""

    def gone_sql(self, engine: Engine) -> str:
        """The rows of the earlier file that are not in this one, and could have been, as a table expression."""
        gone = f"{NUMBER} is null and {LIKENESS} is not null"
        return f"(select * from {engine.parquet_sql(self.lost)} where {gone})"

    def is_aligned(self, engine: Engine) -> bool:
        """Whether each row of the earlier file has one number, which lies where it lies."""
        rows, numbers = (
            engine.count(f"select count(*) from {engine.parquet_sql(file)}")
            for file in (self.rows, self.numbers)
        )
        beside = f"select count(*) from {self.abreast(engine)} where before.row_number <> numbers.before_row"
        return rows == numbers and not engine.count(beside)
