"""Rows of one site and accession number that are of different people, and which of them count, in plain Python."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tests.reference.identifiers import Clean

TOLD_BY = ("nhs_number", "birth_date", "postcode")


@dataclass(frozen=True)
class Submitted:
    """One row: its place, whose key it bears, the day of its test, and its comparing values."""

    place: tuple[int, int]
    key: tuple[str, str]
    test_date: date
    values: Clean


def agree(one: Submitted, other: Submitted) -> bool:
    """Whether something that both have is the same."""
    return any(one.values[name] is not None and one.values[name] == other.values[name] for name in TOLD_BY)


def disagree(one: Submitted, other: Submitted) -> bool:
    """Whether there is something that both have, and none of it is the same."""
    both = [name for name in TOLD_BY if None not in (one.values[name], other.values[name])]
    return bool(both) and not agree(one, other)


def people(rows: Sequence[Submitted]) -> list[list[Submitted]]:
    """The rows of a key by person: those that agree, directly or through others."""
    left, found = list(rows), []
    while left:
        group, left = [left[0]], left[1:]
        for member in group:
            joined = [row for row in left if agree(row, member)]
            left = [row for row in left if row not in joined]
            group.extend(joined)
        found.append(group)
    return found


def set_aside(
    rows: Iterable[Submitted], published: Mapping[tuple[str, str], Iterable[date]]
) -> dict[tuple[int, int], bool]:
    """Places of the rows that count for nobody, each with whether somebody else's event of the key is published."""
    by_key: dict[tuple[str, str], list[Submitted]] = {}
    for row in sorted(rows, key=lambda row: row.place):
        by_key.setdefault(row.key, []).append(row)
    found: dict[tuple[int, int], bool] = {}
    for key, copies in by_key.items():
        groups = people(copies)
        conflict = any(
            disagree(one, other)
            for group in groups
            for rest in groups
            if rest is not group
            for one in group
            for other in rest
        )
        if not conflict:
            continue
        days = set(published.get(key, ()))
        months = {(day.year, day.month) for day in days}
        known = [row for row in copies if row.test_date in days]
        known += [row for row in copies if (row.test_date.year, row.test_date.month) in months]
        stays = next((group for group in groups if known and known[0] in group), [])
        found |= {row.place: bool(stays) for row in copies if row not in stays}
    return found
