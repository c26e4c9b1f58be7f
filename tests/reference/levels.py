"""Levels of rank P: how well an event's value agrees with the best of all a person's values."""

from collections.abc import Collection, Sequence
from datetime import date

from rapidfuzz.distance import Levenshtein

from tests.reference import agreement
from tests.reference.postcode import outward, sector

BIRTH_DATE_LEVELS = ("exact", "slip", "transposed", "two_equal", "swapped", "one_equal", "none")
POSTCODE_LEVELS = ("exact", "near", "sector", "district", "other")
"""From best to worst; the best over a person's list counts."""


def differing_parts(one: date, other: date) -> tuple[int, int]:
    """The day, month or year of two dates that have the other two equal."""
    if one.day != other.day:
        return one.day, other.day
    if one.month != other.month:
        return one.month, other.month
    return one.year, other.year


def are_transposed(one: int, other: int) -> bool:
    """Whether two numbers differ by an exchange of their last two digits."""
    if one == other or one // 100 != other // 100:
        return False
    return one % 100 == other % 10 * 10 + other // 10 % 10


def of_birth_dates(one: date, other: date) -> str:
    """The level of two birth dates."""
    equal = agreement.equal_parts(one, other)
    if equal == 3:
        return "exact"
    if equal == 2:
        here, there = differing_parts(one, other)
        if abs(here - there) <= 2:
            return "slip"
        if are_transposed(here, there):
            return "transposed"
        return "two_equal"
    if one.year == other.year and agreement.is_switched(one, other):
        return "swapped"
    return "one_equal" if equal == 1 else "none"


def of_postcodes(one: str, other: str) -> str:
    """
    The level of two comparing keys.

    Near is one edit: two postcodes of a sector differ in two letters at most, so with two edits the sector
    would never be reached.
    """
    if one == other:
        return "exact"
    if Levenshtein.distance(one, other) == 1:
        return "near"
    if sector(one) == sector(other):
        return "sector"
    if outward(one) == outward(other):
        return "district"
    return "other"


def birth_date(event: date | None, held: Collection[date]) -> str:
    """The best level over a person's birth dates."""
    if event is None or not held:
        return "missing"
    return best([of_birth_dates(event, value) for value in held], BIRTH_DATE_LEVELS)


def postcode(event: str | None, held: Collection[str]) -> str:
    """The best level over a person's postcodes."""
    if event is None or not held:
        return "missing"
    return best([of_postcodes(event, value) for value in held], POSTCODE_LEVELS)


def sex(event: str | None, held: Collection[str]) -> str:
    """The level of the sex: exact if it is any that the person has had."""
    if event is None or not held:
        return "missing"
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
