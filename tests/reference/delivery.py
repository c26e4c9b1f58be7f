"""
What a delivery changes, from the folders before and after it: on purpose a second time, row by row in plain Python.

Of each key the latest row counts, by the order of files and then of lines. An event is its site and accession number.
"""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from tests.reference.file_order import in_order

FIELDS = 18
TEST_DATE, SITE, ACCESSION = 12, 16, 17
"""Columns of DID version 1."""

RECORD_KEYS = {"apc": "EPIKEY", "op": "ATTENDKEY", "ae": "AEKEY", "ecds": "EC_IDENT"}
YEARS = ("FYEAR", "DER_FINANCIAL_YEAR")

Key = tuple[str, str]


@dataclass(frozen=True)
class EventChange:
    """What became of an event."""

    change: str
    """new, corrected, moved or withdrawn."""
    month: str
    """Its month now, YYYY-MM; of one withdrawn, before."""
    month_before: str | None = None


@dataclass(frozen=True)
class Account:
    """What a delivery changes; what stays is not in it."""

    events: Mapping[Key, EventChange] = field(default_factory=dict)
    records: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By data set and record key: added, changed, gone; "not supplied" when no file of its year is left."""
    listed: frozenset[str] = frozenset()
    left: frozenset[str] = frozenset()
    """Numbers that came on the opt-out list, and that left it."""

    def by_month(self) -> Mapping[str, Mapping[str, int]]:
        """Month -> change -> events; one that moved is `moved` where it comes to and `moved away` where it was."""
        counts: dict[str, Counter[str]] = {}
        for found in self.events.values():
            counts.setdefault(found.month, Counter())[found.change] += 1
            if found.change == "moved" and found.month_before:
                counts.setdefault(found.month_before, Counter())["moved away"] += 1
        return {month: dict(counts[month]) for month in sorted(counts)}

    def of_records(self) -> Mapping[str, Mapping[str, int]]:
        """Data set -> change -> records."""
        return {name: dict(Counter(changes.values())) for name, changes in self.records.items() if changes}


def delivered(before: Path, after: Path) -> Account:
    """The account of the delivery that turned the folder `before` of a job into `after`."""
    return Account(
        events=event_changes(latest_events(before), latest_events(after)),
        records={
            name: record_changes(latest_records(before, name), latest_records(after, name))
            for name in RECORD_KEYS
        },
        listed=frozenset(opt_outs(after) - opt_outs(before)),
        left=frozenset(opt_outs(before) - opt_outs(after)),
    )


def latest_events(folder: Path) -> dict[Key, tuple[str, ...]]:
    """The latest usable row of each event; a row without site, accession number or real test date is none."""
    latest: dict[Key, tuple[str, ...]] = {}
    for row in lines(folder, "did/*.csv", ","):
        if len(row) == FIELDS and row[SITE] and row[ACCESSION] and is_date(row[TEST_DATE]):
            key = row[SITE].upper(), row[ACCESSION].upper()
            latest[key] = (*row[:SITE], *key)
    return latest


def event_changes(
    before: Mapping[Key, tuple[str, ...]], after: Mapping[Key, tuple[str, ...]]
) -> dict[Key, EventChange]:
    """What became of each event whose latest row is another."""
    changes = {}
    for key in before.keys() | after.keys():
        was, now = before.get(key), after.get(key)
        if was == now:
            continue
        if was is None and now is not None:
            changes[key] = EventChange("new", month_of(now))
        elif now is None and was is not None:
            changes[key] = EventChange("withdrawn", month_of(was), month_of(was))
        elif was is not None and now is not None:
            same = month_of(was) == month_of(now)
            changes[key] = EventChange("corrected" if same else "moved", month_of(now), month_of(was))
    return changes


def latest_records(folder: Path, dataset: str) -> dict[str, dict[str, str]]:
    """The latest row of each record of a data set, by column."""
    latest = {}
    names: tuple[str, ...] = ()
    for row in lines(folder, f"hes/HES_{dataset.upper()}_*.txt", "|"):
        if RECORD_KEYS[dataset] in row:
            names = row
            continue
        record = dict(zip(names, row, strict=True))
        latest[record[RECORD_KEYS[dataset]]] = record
    return latest


def record_changes(
    before: Mapping[str, dict[str, str]], after: Mapping[str, dict[str, str]]
) -> dict[str, str]:
    """What became of each record whose latest row is another."""
    supplied = {year_of(record) for record in after.values()}
    changes = {}
    for key in before.keys() | after.keys():
        was, now = before.get(key), after.get(key)
        if was == now:
            continue
        if was is None:
            changes[key] = "added"
        elif now is None:
            changes[key] = "gone" if year_of(was) in supplied else "not supplied"
        else:
            changes[key] = "changed"
    return changes


def opt_outs(folder: Path) -> set[str]:
    """The numbers on the list."""
    path = folder / "opt_outs.csv"
    return (
        {line.strip() for line in path.read_text("utf-8").splitlines() if line.strip()}
        if path.exists()
        else set()
    )


def lines(folder: Path, pattern: str, delimiter: str) -> Iterator[tuple[str, ...]]:
    """Every line of the files of a glob, the latest last, its cells without the white space around them."""
    found = {path.name: path for path in folder.glob(pattern)}
    for name in in_order(found):
        with found[name].open(encoding="utf-8", newline="") as file:
            for row in csv.reader(file, delimiter=delimiter):
                yield tuple(cell.strip() for cell in row)


def month_of(row: tuple[str, ...]) -> str:
    """Month of the test."""
    return row[TEST_DATE][:7]


def year_of(record: Mapping[str, str]) -> str:
    """HES year of a record, blank when it says none."""
    return next((record[name] for name in YEARS if name in record), "")


def is_date(text: str) -> bool:
    """Whether a text is a real date as the files write one."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
