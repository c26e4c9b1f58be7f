"""What follows what within a window, drawn as small histories, and against plain Python on random ones."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from types import MappingProxyType

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkage.errors import ConfigError
from linkage.reading.pathway import Between, pathway_sql
from linkage.reading.point import Point
from linkage.reading.window import Window, window_of

SCAN = Point(
    "imaging", "events", "event_id", "test_date", "provider_code", "true", "test_time", of_hospital=False
)
STAY = Point("admission", "cips", "cips_id", "admission_date", "first_provider_code", "true")
VISIT = Point(
    "attendance", "attendances", "attendance_key", "arrival_date", "provider_code", "true", "arrival_time"
)
DATABASE = duckdb.connect(config={"threads": 1})
MONTHS = ("2026-04", "2026-05", "2026-07")
Row = tuple[str, str, str, str | None]
"""Key, person, day of 2026 (month-day) and time of day."""
Drawn = tuple[str, str, date, time | None]


def asked(
    between: Between,
    *,
    stays: Sequence[Row] = (),
    scans: Sequence[Row] = (),
    visits: Sequence[Row] = (),
    reach: Mapping[str, str] = MappingProxyType({}),
    within: Sequence[tuple[str, str]] = (),
) -> list[dict[str, object]]:
    """The rows of a pathway over these records, all at provider RA1 but those whose key begins with B."""
    for table, key, day, provider, clock, rows in (
        ("events", "event_id", "test_date", "provider_code", "test_time", scans),
        ("cips", "cips_id", "admission_date", "first_provider_code", "no_time", stays),
        ("attendances", "attendance_key", "arrival_date", "provider_code", "arrival_time", visits),
    ):
        DATABASE.execute(
            f"create or replace table {table} ({key} text, person_id text, {day} date, {provider} text, {clock} text,"
            " test_month text)"
        )
        drawn = [
            (name, person, f"2026-{on}", "RB1" if name.startswith("B") else "RA1", at, f"2026-{on[:2]}")
            for name, person, on, at in rows
        ]
        if drawn:
            DATABASE.executemany(f"insert into {table} values (?, ?, ?, ?, ?, ?)", drawn)
    DATABASE.execute("create or replace table cips_by_month (admission_date date, test_month text)")
    for month, until in reach.items():
        DATABASE.execute("insert into cips_by_month values (?, ?)", [until, month])
    DATABASE.execute("create or replace table pathways (event_id text, cips_id text, relation text)")
    for event, stay in within:
        DATABASE.execute("insert into pathways values (?, ?, 'IN_EPISODE')", [event, stay])
    found = DATABASE.sql(pathway_sql(between, MONTHS))
    return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


TWO = [("t", "A", "04-12", None), ("s", "A", "04-11", None)]
#    what is drawn                      scans of person A                window    first  found
CASES = [
    ("on the day",                     [("s", "A", "04-10", None)],     "1 day",  True,  ["s"]),
    ("on the last day of the window",  [("s", "A", "04-12", None)],     "2 days", True,  ["s"]),
    ("a day too late",                 [("s", "A", "04-13", None)],     "2 days", True,  [None]),
    ("the day before",                 [("s", "A", "04-09", None)],     "2 days", True,  [None]),
    ("of somebody else",               [("s", "B", "04-10", None)],     "2 days", True,  [None]),
    ("the first of two",               TWO,                             "7 days", True,  ["s"]),
    ("both",                           TWO,                             "7 days", False, ["s", "t"]),
    ("hours of a stay without a time", [("s", "A", "04-11", "23:59")],  "24h",    True,  ["s"]),
    ("hours rounded up to days",       [("s", "A", "04-12", None)],     "25h",    True,  ["s"]),
    ("elsewhere",                      [("Bs", "A", "04-10", None)],    "1 day",  True,  ["Bs"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("_drawn", "scans", "within", "first", "found"), CASES, ids=[case[0] for case in CASES]
)
def test_scans_after_an_admission(
    _drawn: str, scans: list[Row], within: str, first: bool, found: list[str | None]
) -> None:
    """The stay begins on 10 April; every stay has a row, found or not."""
    rows = asked(
        Between(STAY, SCAN, window_of(within), first=first), stays=[("stay", "A", "04-10", None)], scans=scans
    )
    assert [row["to_key"] for row in rows] == found
    assert {row["from_key"] for row in rows} == {"stay"}


#    arrival   scan of the same day or the next   within 4 hours
CLOCKS = [
    ("10:00", ("04-10", "13:59"), True),
    ("10:00", ("04-10", "14:01"), False),
    ("10:00", ("04-10", "09:00"), False),
    ("22:00", ("04-11", "01:30"), True),
    ("10:00", ("04-10", None), True),
    (None, ("04-10", "09:00"), True),
    ("25:99", ("04-10", "09:00"), True),
]


@pytest.mark.parametrize(("arrival", "scan", "found"), CLOCKS)
def test_hours_where_both_are_known(arrival: str | None, scan: tuple[str, str | None], found: bool) -> None:
    """By the clock where both have one; a time that is none is not known."""
    rows = asked(
        Between(VISIT, SCAN, window_of("4h")),
        visits=[("v", "A", "04-10", arrival)],
        scans=[("s", "A", *scan)],
    )
    assert (rows[0]["to_key"] == "s") is found


#    start of a window of 20 days     observed   the provider sends
REACHES = [
    ("04-10", True, True),
    ("05-20", False, False),
    ("04-20", True, False),
]


@pytest.mark.parametrize(("day", "observed", "sends"), REACHES)
def test_a_window_that_leaves_the_release(day: str, observed: bool, sends: bool) -> None:
    """A window into June, which the release lacks, or into May, of which RA1 sent nothing, is told."""
    scans: list[Row] = [("s", "X", "04-01", None), ("Bs", "X", "05-01", None)]
    rows = asked(Between(STAY, SCAN, Window(20)), stays=[("stay", "A", day, None)], scans=scans)
    assert (rows[0]["is_observed"], rows[0]["provider_sends"]) == (observed, sends)


def test_hospital_records_reach_so_far() -> None:
    """In the month that the test is of: May's end on 12 June, while April's do in May; of imaging nothing is asked."""
    rows = asked(
        Between(SCAN, STAY, Window(10)),
        scans=[("a", "A", "05-31", None), ("b", "A", "05-02", None), ("c", "A", "04-30", None)],
        stays=[("far", "B", "06-11", None)],
        reach={"2026-05": "2026-06-12", "2026-04": "2026-05-09"},
    )
    assert {row["from_key"]: row["is_observed"] for row in rows} == {"a": True, "b": True, "c": False}
    assert all(row["provider_sends"] is None for row in rows)


@pytest.mark.parametrize(("within", "found"), [((), "own"), ((("s", "own"),), "later")])
def test_a_test_in_a_stay_is_not_before_it(within: tuple[tuple[str, str], ...], found: str) -> None:
    """Admitted and scanned on one day: the stay that the test is in is not what followed it."""
    rows = asked(
        Between(SCAN, STAY, Window(20)),
        scans=[("s", "A", "04-10", None)],
        stays=[("own", "A", "04-10", None), ("later", "A", "04-20", None)],
        within=within,
    )
    assert [row["to_key"] for row in rows] == [found]


def test_the_same_provider() -> None:
    """A scan elsewhere counts unless it is asked for here."""
    for same, found in ((False, "Bs"), (True, None)):
        rows = asked(
            Between(STAY, SCAN, Window(1), same_provider=same),
            stays=[("stay", "A", "04-10", None)],
            scans=[("Bs", "A", "04-10", None)],
        )
        assert rows[0]["to_key"] == found


times = st.integers(0, 1439).map(lambda minute: time(minute // 60, minute % 60))
record = st.tuples(st.sampled_from("AB"), st.integers(0, 6), st.none() | times)


@settings(max_examples=25, deadline=None)
@given(scans=st.lists(record, max_size=7), days=st.integers(0, 4), first=st.booleans())
def test_scan_after_scan_as_in_plain_python(
    scans: list[tuple[str, int, time | None]], days: int, first: bool
) -> None:
    """A record never follows itself, and of two on one day without times one follows the other, not both."""
    drawn = [
        (f"{number}", person, date(2026, 4, 1) + timedelta(days=day), at)
        for number, (person, day, at) in enumerate(scans)
    ]
    rows = asked(
        Between(SCAN, SCAN, Window(days), first=first),
        scans=[(key, who, f"{day:%m-%d}", f"{at:%H:%M}" if at else None) for key, who, day, at in drawn],
    )

    def after(one: Drawn, two: Drawn) -> bool:
        if one[0] == two[0] or one[1] != two[1] or not 0 <= (two[2] - one[2]).days <= days:
            return False
        if one[2] != two[2]:
            return True
        if one[3] is None or two[3] is None or one[3] == two[3]:
            return two[0] > one[0]
        return two[3] > one[3]

    def order(
        two: tuple[str, str, date, time | None], one: tuple[str, str, date, time | None]
    ) -> tuple[object, ...]:
        hours = (
            (datetime.combine(two[2], two[3]) - datetime.combine(one[2], one[3])).total_seconds()
            if one[3] is not None and two[3] is not None
            else float("inf")
        )
        return two[2], hours, two[0]

    expected: list[tuple[str, str | None]] = []
    for one in drawn:
        keys = [key for _, _, key in sorted(order(two, one) for two in drawn if after(one, two))]
        found = keys[:1] if first else keys
        expected += [(one[0], str(key)) for key in found] or [(one[0], None)]
    assert sorted(map(str, ((row["from_key"], row["to_key"]) for row in rows))) == sorted(map(str, expected))


@pytest.mark.parametrize(
    ("written", "days", "hours"),
    [
        (28, 28, None),
        ("28 days", 28, None),
        ("1 d", 1, None),
        ("24h", 1, 24),
        ("36 hours", 2, 36),
        (0, 0, None),
    ],
)
def test_a_window_as_written(written: int | str, days: int, hours: int | None) -> None:
    """Hours are rounded up to days, which is what most records have."""
    assert window_of(written) == Window(days, hours)


@pytest.mark.parametrize("written", [-1, True, "28", "a month", "-3 days", "1.5h", "", "28 days or so"])
def test_a_window_that_says_nothing(written: int | str) -> None:
    """The three ways to say it are named."""
    with pytest.raises(ConfigError, match='28, "28 days" or "24h"'):
        window_of(written)
