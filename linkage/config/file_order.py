"""
In which order the files of one glob take precedence: a row of a later file replaces one of an earlier.

First the date of submission, if every file has one in its name; then natural order of names, which reads numbers as
numbers and puts a name before the one that goes on after it: `DID_2019-9`, `DID_2019-10`, `DID_2019-10-v2`.
"""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import PurePath
from typing import Literal

from linkage.words.free_dates import MONTHS

Order = Literal["natural", "paths"]
"""natural: as above, within each entry of `paths`. paths: within an entry by name as text, as a listing shows them."""
DEFAULT_ORDER: Order = "natural"

ENDINGS = frozenset({".csv", ".txt", ".tsv", ".psv", ".dat", ".xml", ".json", ".jsonl", ".gz", ".parquet"})
"""What a name ends in says how the file is written, not which came first."""
SEPARATOR = r"[-_. ]?"
YEAR = r"(?P<year>(?:19|20)\d\d)"
DATES = tuple(
    re.compile(rf"(?<!\d){pattern}(?!\d)")
    for pattern in (
        rf"{YEAR}(?P<between>[-_. ]?)(?P<month>\d\d)(?P=between)(?P<day>\d\d)(?:\d{{4}}|\d{{6}})?",
        rf"(?P<day>\d\d)(?P<between>[-_. ]?)(?P<month>\d\d)(?P=between){YEAR}",
        rf"(?P<day>\d?\d){SEPARATOR}(?P<month>{'|'.join(MONTHS)})[a-z]*{SEPARATOR}{YEAR}",
    )
)
"""20191203, 2019-12-03, 201912031015 (with a time of day); 03122019, 03-12-2019; 3Dec2019, 03-December-2019. A month
without a day is no date: it is what the file is about, not when it was sent."""

Token = tuple[int, int, str]


def in_order(names: Sequence[str], order: Order) -> list[str]:
    """The names of one glob, those of later precedence last; the same whatever order they come in."""
    if order == "paths":
        return sorted(names, key=lambda name: PurePath(name).parts)
    dates = {name: dates_in(name) for name in names}
    dated = len({len(found) for found in dates.values()}) == 1
    return sorted(names, key=lambda name: (dates[name][-1:] if dated else (), natural(name), name))


def dates_in(name: str) -> tuple[date, ...]:
    """The days that a path names, in the order in which they stand there; the last is taken for the submission."""
    found: dict[int, date] = {}
    text = bare(name).lower()
    for pattern in DATES:
        for match in pattern.finditer(text):
            day = day_of(match)
            if day is not None:
                found.setdefault(match.start(), day)
    return tuple(found[place] for place in sorted(found))


def day_of(match: re.Match[str]) -> date | None:
    """The day a match spells; None when the calendar has no such day."""
    month = match["month"]
    number = int(month) if month.isdecimal() else MONTHS.index(month) + 1
    try:
        return date(int(match["year"]), number, int(match["day"]))
    except ValueError:
        return None


def natural(name: str) -> tuple[tuple[Token, ...], ...]:
    """A key of a path, folder by folder: runs of digits as numbers, before words; case and separators do not count."""
    return tuple(
        tuple((0, int(token), "") if token.isdecimal() else (1, 0, token) for token in tokens(part))
        for part in PurePath(bare(name)).parts
    )


def tokens(part: str) -> list[str]:
    """The numbers and the words of a name."""
    return re.findall(r"[0-9]+|[^\W\d_]+", part.casefold())


def bare(name: str) -> str:
    """A path without the endings that say how the file is written."""
    path = PurePath(name)
    while path.suffix.lower() in ENDINGS and path.stem:
        path = path.with_suffix("")
    return str(path)
