"""
What control works on: a frequency table, the events of each category cut into cells that make up the whole.

    provider    linked   review   unlinked          all
    P1              93        0          4           97
    P2             210       12          9          231
    all            303       12         13          328      known exactly, or another table's row

A reader knows that cells add up to their row, and rows to the last line: suppressing one number is not enough.
"""

from dataclasses import dataclass
from functools import cached_property

from linkage.disclosure.profile import Profile


@dataclass(frozen=True)
class Cell:
    """So many events of so many distinct people."""

    events: int
    people: int


@dataclass(frozen=True)
class TableRow:
    """One category: its events, cut into cells, in the order of the table's columns."""

    category: str
    cells: tuple[Cell, ...]

    @cached_property
    def events(self) -> tuple[int, ...]:
        """Events of each cell."""
        return tuple(cell.events for cell in self.cells)

    @cached_property
    def total(self) -> int:
        """Events of the category."""
        return sum(self.events)

    @property
    def least_people(self) -> int:
        """Distinct people of the category, at least: somebody may have events in several cells."""
        return max((cell.people for cell in self.cells), default=0)


@dataclass(frozen=True)
class Suppression:
    """What of a row is hidden, or suppressed. A hidden total hides the cells too: they would add up to it."""

    cells: bool = False
    total: bool = False

    def __or__(self, other: "Suppression") -> "Suppression":
        """Whatever either hides."""
        return Suppression(self.cells or other.cells, self.total or other.total)


OPEN, CELLS, ALL = Suppression(), Suppression(cells=True), Suppression(cells=True, total=True)


def primary_suppression(row: TableRow, profile: Profile) -> Suppression:
    """
    What has to be hidden for the row's own sake, since it is of few people.

    A cell with few people is hidden with all its sister cells, since a rate and what is left of the total tell as
    much as the count; the total goes too when it may itself be of few people. A row of one cell is its total.
    """
    if not any(profile.is_small(cell.people) for cell in row.cells):
        return OPEN
    if len(row.cells) == 1 or profile.is_small(row.least_people):
        return ALL
    return CELLS
