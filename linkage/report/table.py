"""
One table of a report, as page, workbook and CSV all have it: what it shows, its columns, its cells.

    caption     Match rate by sex
    columns     Sex     Events    Linked    Match rate
    cells       Female  5,210     5,080     0.975          numbers stay numbers; the column says how to write them
"""

from dataclasses import dataclass
from enum import Enum

from linkage.words.label import visible

SMALL_SHARE = 0.001
"""Below this a share is shown with a third decimal, so that it is not shown as none."""


class Kind(Enum):
    """What a column holds, and so how it is written."""

    TEXT = "text"
    COUNT = "count"
    SHARE = "share"
    """Of 1; written in per cent."""
    DECIMAL = "decimal"
    """One decimal, such as an expected count."""


class Mark(Enum):
    """What stands where a number cannot. Symbols: Government Analysis Function."""

    SUPPRESSED = "[c]"
    NOT_APPLICABLE = "[z]"
    LOW = "[low]"
    NOT_SHARED = "[x]"


MEANINGS = {
    Mark.SUPPRESSED: "confidential: hidden, because few people are behind it or what could be worked out from it",
    Mark.NOT_APPLICABLE: "not applicable: there can be no number, since there is nothing to count or to divide by",
    Mark.LOW: "low: rounds to zero and is not zero",
    Mark.NOT_SHARED: "not available: there is such a number, or may be, and it is not part of this report",
}

ShownCell = str | int | float | Mark


@dataclass(frozen=True)
class ShownColumn:
    """One column: its heading, and what it holds."""

    name: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True)
class ShownTable:
    """The first cell of a row names it. `sheet` is the table's name in the workbook: short, unique, no spaces."""

    sheet: str
    caption: str
    columns: tuple[ShownColumn, ...]
    rows: tuple[tuple[ShownCell, ...], ...]
    reading: str = ""
    """One line that says what the table shows."""
    note: str = ""
    """How it is to be read."""

    def __post_init__(self) -> None:
        """Refuse rows of another width than the columns: ValueError."""
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"table {self.sheet}: a row has more or fewer cells than there are columns")


def written(cell: ShownCell, kind: Kind) -> str:
    """
    A cell as people read it.

    >>> written(1234, Kind.COUNT), written(0.9743, Kind.SHARE), written(0.0004, Kind.SHARE)
    ('1,234', '97.43%', '0.040%')
    >>> written(Mark.NOT_APPLICABLE, Kind.SHARE), written(Mark.SUPPRESSED, Kind.COUNT)
    ('not applicable', '[c]')
    """
    match cell:
        case Mark.NOT_APPLICABLE:
            return "not applicable"
        case Mark():
            return str(cell.value)
        case str():
            return visible(cell)
    match kind:
        case Kind.SHARE:
            return f"{100 * cell:.3f}%" if 0 < cell < SMALL_SHARE else f"{100 * cell:.2f}%"
        case Kind.DECIMAL:
            return f"{cell:,.1f}"
        case _:
            return f"{cell:,}"
