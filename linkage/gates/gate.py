"""What a gate is: a number that is found of a month, and the limits beyond which it warns or refuses."""

from collections.abc import Callable
from dataclasses import dataclass

from linkage.gates.facts import Facts


@dataclass(frozen=True)
class Found:
    """What a gate found: the number that is held against its limits, and the same in words, with codes and counts."""

    value: float
    told: str


@dataclass(frozen=True)
class Gate:
    """
    One gate as the program knows it; the job file may change its limits.

    A module of the folder `each` that has one, as GATE, makes it one of the program.
    """

    name: str
    """Its key under [gates], and what `--accept` calls it."""
    place: int
    """In the order in which gates are judged and told, the smallest first."""
    what: str
    """What is found, in words that a plan and a page can show."""
    setting: str
    """The same as the job file's key, in the words of its schema."""
    find: Callable[[Facts, int], Found | None]
    """The number, judged only from so many events or rows on; None where there is nothing to judge."""
    warn: float | None = None
    refuse: float | None = None
    """Limits by default; a number at the limit itself still passes."""
    is_floor: bool = False
    """Whether the limit is the least that passes; else the most."""
    is_share: bool = True
    may_exceed_one: bool = False
    """Whether a share may be over 1, as growth may."""
    needs_past: bool = False
    """Whether there is nothing to judge before a first month is published."""

    @property
    def is_part(self) -> bool:
        """Whether what it finds is a part of a whole: a limit of 10 is then a slip for 0.1."""
        return self.is_share and not self.may_exceed_one

    def is_beyond(self, value: float, limit: float) -> bool:
        """Whether a value breaks a limit."""
        return value < limit if self.is_floor else value > limit

    def beyond(self, limit: float) -> str:
        """What breaks a limit, in words: over 5%, under 100."""
        shown = f"{100 * limit:.4g}%" if self.is_share else f"{limit:,.10g}"
        return f"{'under' if self.is_floor else 'over'} {shown}"
