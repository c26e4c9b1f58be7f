"""A number against the same number of an earlier month, and the words for it."""

from linkage.gates.facts import MonthFacts
from linkage.gates.gate import Found


def fall(now: int, before: int) -> float:
    """By what share of itself a number fell; below 0 where it grew."""
    return 1 - now / before if before else 0.0


def fall_of_events(now: MonthFacts, before: MonthFacts | None, least: int) -> Found | None:
    """The fall of a month's events, judged from `least` events before on."""
    if before is None or before.events < max(least, 1):
        return None
    found = fall(now.events, before.events)
    direction = "fall" if found > 0 else "growth"
    return Found(
        found,
        f"{now.events:,} events, and {before.events:,} in {before.name}: a {direction} of {100 * abs(found):.1f}%",
    )
