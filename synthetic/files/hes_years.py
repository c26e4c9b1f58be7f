"""The years of HES: which file a record is in."""

from ..settings import YEAR_ENDS, YEARS


def year_sql(day: str) -> str:
    """FYEAR of a day; one that has not come yet, or is null, counts as the last year."""
    first, last = YEARS
    return f"(case when {day} <= date '{YEAR_ENDS[first]}' then '{first}' else '{last}' end)"
