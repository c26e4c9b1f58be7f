"""The order of the files of one glob, as docs/deliveries.md has it: day of submission, then natural order of names."""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import PurePath

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DAYS = (
    (re.compile(r"(?<!\d)(\d{4})-?(\d{2})-?(\d{2})(?!\d)"), (1, 2, 3)),
    (re.compile(r"(?<!\d)(\d{2})-(\d{2})-(\d{4})(?!\d)"), (3, 2, 1)),
    (re.compile(rf"(?<!\d)(\d{{1,2}})({'|'.join(MONTHS)})[a-z]*(\d{{4}})(?!\d)"), (3, 2, 1)),
)
"""How a day is written in a name, and where its year, month and day stand."""


def day_in(name: str) -> date | None:
    """The last day in a name, or None."""
    found = []
    for pattern, places in DAYS:
        for match in pattern.finditer(name.lower()):
            year, month, day = (match.group(place) for place in places)
            number = MONTHS.index(month) + 1 if month in MONTHS else int(month)
            try:
                found.append((match.start(), date(int(year), number, int(day))))
            except ValueError:
                continue
    return max(found)[1] if found else None


def natural(name: str) -> list[tuple[int, int, str]]:
    """What names are compared by: numbers as numbers, and neither case, separators nor the ending."""
    stem = PurePath(name).name.partition(".")[0].lower()
    parts = re.findall(r"\d+|[^\d\W_]+", stem)
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts]


def in_order(names: Iterable[str]) -> list[str]:
    """The names, the latest last."""
    listed = list(names)
    days = {name: day_in(PurePath(name).name) for name in listed}
    if all(days.values()):
        return sorted(listed, key=lambda name: (days[name], natural(name), name))
    return sorted(listed, key=lambda name: (natural(name), name))
