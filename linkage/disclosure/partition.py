"""
What control works on: events of each category, cut into parts that make up the whole.

    provider    linked   review   unlinked          all
    P1              93        0          4           97
    P2             210       12          9          231
    all            303       12         13          328      known exactly, or another table's row

A reader knows that parts add up to their row, and rows to the last line: hiding one number is not enough.
"""

from dataclasses import dataclass
from functools import cached_property

from linkage.disclosure.profile import Profile


@dataclass(frozen=True)
class Part:
    """So many events of so many distinct people."""

    events: int
    people: int


@dataclass(frozen=True)
class Row:
    """One category: its events, cut into parts, in the order of the partition's names."""

    category: str
    parts: tuple[Part, ...]

    @cached_property
    def events(self) -> tuple[int, ...]:
        """Events of each part."""
        return tuple(part.events for part in self.parts)

    @cached_property
    def total(self) -> int:
        """Events of the category."""
        return sum(self.events)

    @property
    def least_people(self) -> int:
        """Distinct people of the category, at least: somebody may have events in several parts."""
        return max((part.people for part in self.parts), default=0)


@dataclass(frozen=True)
class Hiding:
    """What of a row is hidden. A hidden total hides the parts too: they would add up to it."""

    parts: bool = False
    total: bool = False

    def __or__(self, other: "Hiding") -> "Hiding":
        """Whatever either hides."""
        return Hiding(self.parts or other.parts, self.total or other.total)


OPEN, PARTS, ALL = Hiding(), Hiding(parts=True), Hiding(parts=True, total=True)


def primary(row: Row, profile: Profile) -> Hiding:
    """
    What has to be hidden for the row's own sake.

    A part with few people is hidden with all its sister parts, since a rate and what is left of the total tell as
    much as the count; the total goes too when it may itself be of few people. A row of one part is its total.
    """
    if not any(profile.is_small(part.people) for part in row.parts):
        return OPEN
    if len(row.parts) == 1 or profile.is_small(row.least_people):
        return ALL
    return PARTS
