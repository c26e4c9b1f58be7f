"""
How far a row's true numbers could lie elsewhere and be published just the same: what protects the hidden numbers.

A transfer moves events of a row from one cell to another and leaves its total; a change moves a cell and the total
together. Both keep every number within its feasibility interval: the least and the most that it can be to somebody
who knows what was published of the row, now and in earlier publications.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from linkage.disclosure.frequency_table import Suppression, TableRow
from linkage.disclosure.profile import Profile

UNBOUNDED = 1_000_000_000_000
"""No bound: a hidden number may be any that its row's total allows."""


@dataclass(frozen=True)
class PublishedRow:
    """A row as one publication has it: the true numbers behind it, and what it hides."""

    row: TableRow
    suppression: Suppression


def upward(count: int, profile: Profile, *, hidden: bool) -> int:
    """How much larger a count could be."""
    return UNBOUNDED if hidden else profile.span(count)[1] - count


def downward(count: int, profile: Profile, *, hidden: bool) -> int:
    """How much smaller a count could be."""
    return count if hidden else count - profile.span(count)[0]


def transfer(published: Sequence[PublishedRow], profile: Profile, given: int, taken: int) -> int:
    """Events that could lie in cell `taken` instead of cell `given`, as every publication of the row has it."""
    return min(
        min(
            downward(one.row.events[given], profile, hidden=one.suppression.cells),
            upward(one.row.events[taken], profile, hidden=one.suppression.cells),
        )
        for one in published
    )


def change(published: Sequence[PublishedRow], profile: Profile, cell: int, *, more: bool) -> int:
    """By how much a cell and the total with it could be larger, or smaller, in every publication of the row."""
    side = upward if more else downward
    return min(
        min(
            side(one.row.events[cell], profile, hidden=one.suppression.cells),
            side(one.row.total, profile, hidden=one.suppression.total),
        )
        for one in published
    )
