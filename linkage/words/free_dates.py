"""Dates as people write them in a sentence: each with every way in which it can be read."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import product

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""By the first three letters, which every longer form begins with."""
NAMED = r"(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?P<year>\d{4}|\d{2})"
BETWEEN = r"[\s.,/'\u2019-]*(?:of\s+)?"
SIGN = r"\s?[-/._\u00b7\s]\s?"

PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\d)(?P<year>\d{{4}})(?P<sep>{SIGN})(?P<one>\d{{1,2}})(?P=sep)(?P<other>\d{{1,2}})(?!\d)",
        rf"(?<!\d)(?P<one>\d{{1,2}})(?P<sep>{SIGN})(?P<other>\d{{1,2}})(?P=sep)(?P<year>\d{{4}})(?!\d)",
        r"(?<![\d/])(?P<one>\d{1,2})/(?P<other>\d{1,2})/(?P<year>\d{2})(?![\d/])",
        r"(?<![\d/-])(?P<one>\d{2})(?P<sep>[-/])(?P<other>\d{2})(?P=sep)(?P<year>\d{2})(?![\d/-])",
        r"(?<!\d)(?P<year>(?:18|19|20)\d{2})(?P<one>\d{2})(?P<other>\d{2})(?!\d)",
        r"(?<!\d)(?P<one>\d{2})(?P<other>\d{2})(?P<year>(?:18|19|20)\d{2})(?!\d)",
        rf"(?<!\d){DAY}{BETWEEN}\b{NAMED}{BETWEEN}{YEAR}(?!\d)",
        rf"(?<!\d){DAY}{NAMED}{YEAR}(?!\d)",
        rf"(?<!\d)(?P<year>(?:18|19|20)\d{{2}}){BETWEEN}\b{NAMED}{BETWEEN}{DAY}(?!\d)",
        rf"\b{NAMED}[\s.]*{DAY}[\s.,]+(?P<year>\d{{4}})(?!\d)",
    )
)
CENTURIES = (1900, 2000)


def dates(text: str) -> Iterator[frozenset[date]]:
    """
    The readings of every date in a text; what can be no date has none and is left out.

    >>> [sorted(map(str, found)) for found in dates("from 4/5/1948, not before 20 January 2027")]
    [['1948-04-05', '1948-05-04'], ['2027-01-20']]
    """
    for pattern in PATTERNS:
        for found in pattern.finditer(text):
            if readings := readings_of(found.groupdict()):
                yield readings


def readings_of(parts: dict[str, str]) -> frozenset[date]:
    """Day and month either way round, and a year of two digits in both centuries."""
    year = int(parts["year"])
    years = [year] if len(parts["year"]) > len("99") else [century + year for century in CENTURIES]
    if "name" in parts:
        days = [(MONTHS.index(parts["name"].lower()) + 1, int(parts["day"]))]
    else:
        one, other = int(parts["one"]), int(parts["other"])
        days = [(one, other), (other, one)]
    made = (date_of(year, *day) for year, day in product(years, days))
    return frozenset(found for found in made if found is not None)


def date_of(year: int, month: int, day: int) -> date | None:
    """A day of the calendar, if there is such a one."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
