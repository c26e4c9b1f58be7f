"""How two identities compare, field by field."""

from collections.abc import Mapping
from datetime import date

Identity = Mapping[str, object]
"""nhs_number, birth_date, sex, postcode: each a clean value or None."""


def equal_parts(one: date, other: date) -> int:
    """How many of day, month and year are equal."""
    return (one.day == other.day) + (one.month == other.month) + (one.year == other.year)


def is_switched(one: date, other: date) -> bool:
    """Whether the day of one is the month of the other and the other way round."""
    return one.day == other.month and one.month == other.day


def is_year_slip(one: int, other: int) -> bool:
    """Whether two years differ by 100, or by their last two digits reversed within the century."""
    if abs(one - other) == 100:
        return True
    reversed_year = one // 100 * 100 + one % 10 * 10 + one // 10 % 10
    return one != other and reversed_year == other


def is_partial(one: date, other: date, *, stage_3: bool = False) -> bool:
    """
    Whether two birth dates agree in part: two of day, month, year; or the year, with day and month switched.

    Stage 3, off as published, adds a switch with a slip of the year. Equal dates agree exactly, not in part.
    """
    if one == other:
        return False
    if equal_parts(one, other) == 2:
        return True
    if one.year == other.year and is_switched(one, other):
        return True
    return stage_3 and is_switched(one, other) and is_year_slip(one.year, other.year)


def of_field(field: str, event: Identity, other: Identity, *, stage_3: bool = False) -> str:
    """How one field compares: exact, partial (birth dates only), missing on either side, or conflict."""
    here, there = event[field], other[field]
    if here is None or there is None:
        return "missing"
    if here == there:
        return "exact"
    if isinstance(here, date) and isinstance(there, date) and is_partial(here, there, stage_3=stage_3):
        return "partial"
    return "conflict"
