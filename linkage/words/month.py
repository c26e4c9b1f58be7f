"""Calendar months, as YYYY-MM."""

from calendar import monthrange


def last_day(month: str) -> str:
    """The last day of a month as YYYY-MM-DD."""
    year, number = int(month[:4]), int(month[5:])
    return f"{month}-{monthrange(year, number)[1]:02}"
