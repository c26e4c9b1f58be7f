"""Impossible birth dates, such as 1970-XX-01: what of them is compared, and what it weighs."""

from collections.abc import Collection, Mapping
from datetime import date
from math import log2

from tests.reference.levels import Days

Said = tuple[int, int | None, int | None]
"""Year, month and day; None for what cannot be read, or says nothing."""
Shares = Mapping[str, float]


def said(born: date | str, defaults: Days) -> Said:
    """What a date says: of a default day not the day, and the month where the day alone is made up."""
    if isinstance(born, str):
        year, month, day = (None if part == "XX" else int(part) for part in born.split("-"))
        assert year is not None
        return year, month, day
    known = defaults.get((born.month, born.day))
    if known is None:
        return born.year, born.month, born.day
    return born.year, born.month if known else None, None


def agreement(own: Said, held: Said) -> tuple[str, str] | None:
    """Level, and the part that is not compared; None where the year is all that both say."""
    for place, unread in ((2, "month"), (1, "day")):
        if own[place] is not None and held[place] is not None:
            is_same = (own[0], own[place]) == (held[0], held[place])
            return ("parts_equal" if is_same else "parts_differ"), unread
    return None


def compared(
    own: date | str | None, held: Collection[date | str], defaults: tuple[Days, Days] = ({}, {})
) -> list[tuple[str, str]]:
    """
    Every level at which an event's date and a person's are compared by parts.

    An event's impossible date with all dates, a whole one with what is all that HES has of the person.
    """
    if own is None or (isinstance(own, date) and any(isinstance(one, date) for one in held)):
        return []
    found = (agreement(said(own, defaults[0]), said(one, defaults[1])) for one in held)
    return [one for one in found if one is not None]


def bits(level: str, unread: str, m: Shares, u: Shares) -> float:
    """log2(m / u), from the levels of whole dates off the default days."""
    whole = [one for one in m if not one.startswith("default_") and one != "none_held"]
    equal = ("exact", *(f"{unread}_{how}" for how in ("slip", "switched", "differs")))
    shares = [sum(of[one] for one in whole if one in equal) / sum(of[one] for one in whole) for of in (m, u)]
    if level == "parts_differ":
        shares = [1 - share for share in shares]
    return log2(shares[0] / shares[1])


def best(found: Collection[tuple[str, str]], m: Shares, u: Shares) -> tuple[str, float] | None:
    """The best level over a person's dates, and its bits."""
    for level in ("parts_equal", "parts_differ"):
        of = [bits(level, unread, m, u) for one, unread in found if one == level]
        if of:
            return level, max(of)
    return None
