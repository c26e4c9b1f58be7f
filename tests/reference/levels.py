"""Levels of rank P: how well an event's value agrees with the best of all a person's values."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from rapidfuzz.distance import OSA

from tests.reference import agreement
from tests.reference.postcode import outward, sector

BIRTH_DATE_LEVELS = (
    "exact",
    *("day_slip", "month_slip", "year_slip", "day_switched", "month_switched", "year_switched", "swapped"),
    *("day_differs", "month_differs", "year_differs", "default_exact", "default_month", "default_year"),
    *("two_slips", "default_other", "one_equal", "none"),
)
POSTCODE_LEVELS = ("exact", "near", "sector", "district", "other")
"""From best to worst; the best over a person's list counts."""

Days = Mapping[tuple[int, int], bool]
"""Default days by month and day, and whether the month is known: the day alone is made up."""


def differing_part(one: date, other: date) -> tuple[str, int, int]:
    """The part in which two dates differ that have the other two equal, and what each has there."""
    for part in ("day", "month", "year"):
        if getattr(one, part) != getattr(other, part):
            return part, getattr(one, part), getattr(other, part)
    raise ValueError("the dates are equal")


def are_transposed(one: int, other: int) -> bool:
    """Whether two numbers differ by an exchange of their last two digits."""
    if one == other or one // 100 != other // 100:
        return False
    return one % 100 == other % 10 * 10 + other // 10 % 10


def of_birth_dates(one: date, other: date, defaults: tuple[Days, Days] = ({}, {})) -> str:
    """The level of an event's birth date and a person's, each side with the days on which it tells the year alone."""
    found = [days.get((born.month, born.day)) for born, days in zip((one, other), defaults, strict=True)]
    if found != [None, None]:
        return of_default(one, other, month_is_known=False not in found)
    equal = agreement.equal_parts(one, other)
    if equal == 3:
        return "exact"
    if equal == 2:
        part, here, there = differing_part(one, other)
        if abs(here - there) <= 2:
            return f"{part}_slip"
        if are_transposed(here, there):
            return f"{part}_switched"
    if one.year == other.year and agreement.is_switched(one, other):
        return "swapped"
    if equal == 2:
        return f"{part}_differs"
    if equal == 1:
        out = [abs(getattr(one, part) - getattr(other, part)) for part in ("day", "month", "year")]
        return "two_slips" if max(out) <= 2 else "one_equal"
    return "none"


def of_default(one: date, other: date, *, month_is_known: bool) -> str:
    """The level of two birth dates, one of them on a default day."""
    if one == other:
        return "default_exact"
    if one.year != other.year:
        return "default_other"
    if one.month == other.month:
        return "default_month"
    return "default_other" if month_is_known else "default_year"


def of_postcodes(one: str, other: str) -> str:
    """
    The level of two comparing keys.

    Near is one edit, two neighbours switched counting as one: two postcodes of a sector differ in two letters at most,
    so with two edits the sector would never be reached.
    """
    if one == other:
        return "exact"
    if OSA.distance(one, other) == 1:
        return "near"
    if sector(one) == sector(other):
        return "sector"
    if outward(one) == outward(other):
        return "district"
    return "other"


def birth_date(event: date | None, held: Collection[date], defaults: tuple[Days, Days] = ({}, {})) -> str:
    """The best level over a person's birth dates."""
    if event is None:
        return "missing"
    if not held:
        return "none_held"
    return best([of_birth_dates(event, value, defaults) for value in held], BIRTH_DATE_LEVELS)


def postcode(event: str | None, held: Collection[str]) -> str:
    """The best level over a person's postcodes."""
    if event is None:
        return "missing"
    if not held:
        return "none_held"
    return best([of_postcodes(event, value) for value in held], POSTCODE_LEVELS)


def sex(event: str | None, held: Collection[str]) -> str:
    """The level of the sex: exact if it is any that the person has had."""
    if event is None:
        return "missing"
    if not held:
        return "none_held"
    return "exact" if event in held else "conflict"


def nhs_number(event: str | None, held: Collection[str]) -> str:
    """The level of the NHS number: conflict if the person has valid numbers and it is none of them."""
    if event is None or not held:
        return "missing"
    return "exact" if event in held else "conflict"


def best(levels: Sequence[str], order: Sequence[str]) -> str:
    """The level that comes first in `order`."""
    for level in order:
        if level in levels:
            return level
    raise ValueError("no level to choose from")
