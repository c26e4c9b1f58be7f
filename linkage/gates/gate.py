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
    """One gate as the program knows it; the job file may change its limits."""

    name: str
    """Its key under [gates], and what `--accept` calls it."""
    what: str
    """What is found, in words that a plan and a page can show."""
    find: Callable[[Facts, int], Found | None]
    """The number, judged only from so many events or rows on; None where there is nothing to judge."""
    warn: float | None = None
    refuse: float | None = None
    """Limits by default; a number at the limit itself still passes."""
    is_floor: bool = False
    """Whether the limit is the least that passes; else the most."""
    is_share: bool = True
    needs_past: bool = False
    """Whether there is nothing to judge before a first month is published."""

    def is_beyond(self, value: float, limit: float) -> bool:
        """Whether a value breaks a limit."""
        return value < limit if self.is_floor else value > limit

    def beyond(self, limit: float) -> str:
        """What breaks a limit, in words: over 5%, under 100."""
        shown = f"{100 * limit:.4g}%" if self.is_share else f"{limit:,.10g}"
        return f"{'under' if self.is_floor else 'over'} {shown}"
