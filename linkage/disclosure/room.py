"""
How far a row's true numbers could lie elsewhere without a reader seeing it: what protects the hidden numbers.

A swap moves events of a row from one part to another and leaves its total; a shift moves a part and the total
together. Both keep within what the row's published numbers, now and in earlier publications, allow.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from linkage.disclosure.partition import Hiding, Row
from linkage.disclosure.profile import Profile

FREE = 1_000_000_000_000
"""No bound: a hidden number may be any that its row's total allows."""


@dataclass(frozen=True)
class Shown:
    """A row as one publication has it: the true numbers behind it, and what it hides."""

    row: Row
    hiding: Hiding


def up(count: int, profile: Profile, *, hidden: bool) -> int:
    """How much larger a count could be."""
    return FREE if hidden else profile.span(count)[1] - count


def down(count: int, profile: Profile, *, hidden: bool) -> int:
    """How much smaller a count could be."""
    return count if hidden else count - profile.span(count)[0]


def swap(shown: Sequence[Shown], profile: Profile, given: int, taken: int) -> int:
    """Events that could lie in part `taken` instead of part `given`, as every publication of the row has it."""
    return min(
        min(
            down(one.row.events[given], profile, hidden=one.hiding.parts),
            up(one.row.events[taken], profile, hidden=one.hiding.parts),
        )
        for one in shown
    )


def shift(shown: Sequence[Shown], profile: Profile, part: int, *, more: bool) -> int:
    """By how much a part and the total with it could be larger, or smaller, in every publication of the row."""
    side = up if more else down
    return min(
        min(
            side(one.row.events[part], profile, hidden=one.hiding.parts),
            side(one.row.total, profile, hidden=one.hiding.total),
        )
        for one in shown
    )
