"""Emergency attendances of HES A&E and ECDS: arrival, departure, and rows that are no attendance."""

import pytest

from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import seen, standardise_hes
from tests.tables import rows


@pytest.mark.parametrize(
    ("arrives", "leaves", "departure", "minute"),
    [
        ("1000", "1130", "2026-04-10", "600"),
        ("1000", "1000", "2026-04-10", "600"),
        ("2350", "0010", "2026-04-11", "1430"),
        ("0000", "2359", "2026-04-10", "0"),
        ("3000", "1130", None, None),
        ("1000", "4000", None, "600"),
        ("2400", "1130", None, None),
        ("1060", "1130", None, None),
        ("10:00", "11:30:15", "2026-04-10", "600"),
        (None, "1130", None, None),
        ("9am", "1130", None, None),
    ],
)
def test_the_departure_from_accident_and_emergency(
    engine: DuckDBEngine, arrives: str | None, leaves: str, departure: str | None, minute: str | None
) -> None:
    """There is only a time: one earlier in the day than the arrival is of the day after; null times tell nothing."""
    row = {"start_date": "2026-04-10", "arrival_time": arrives, "departure_time": leaves}
    standardise_hes(engine, ae=[row])

    found = seen(engine, "attendance", ("attendance_source", "departure_date", "arrival_minute"))
    assert [tuple(one.values()) for one in found] == [("AE", departure, minute)]


@pytest.mark.parametrize(
    ("departure", "kept"),
    [
        ("2026-04-10", "2026-04-10"),
        ("2026-04-13", "2026-04-13"),
        ("2026-04-09", None),
        ("1800-01-01", None),
        (None, None),
    ],
)
def test_the_departure_of_ecds(engine: DuckDBEngine, departure: str | None, kept: str | None) -> None:
    """It is sent; one before the arrival cannot be."""
    standardise_hes(engine, ecds=[{"start_date": "2026-04-10", "departure_date": departure}])

    assert seen(engine, "attendance", ("attendance_source", "departure_date")) == [
        {"attendance_source": "ECDS", "departure_date": kept}
    ]


def test_rows_of_ecds_that_are_no_attendance(engine: DuckDBEngine) -> None:
    """Deleted, flagged as a duplicate or unfinished: left out and counted, but who they speak of is still known."""
    drawn = rows("""
        record_key | person_key | birth_date | deleted | duplicate_flag | finished
        -----------+------------+------------+---------+----------------+---------
        used       | H1         | 1980-01-01 | 0       | 0              | 1
        no columns | H2         | 1980-01-02 |         |                |
        deleted    | H3         | 1980-01-03 | 1       | 1              | 0
        duplicate  | H4         | 1980-01-04 | 0       | 1              | 0
        unfinished | H5         | 1980-01-05 | false   | 0              | 0
    """)
    standardise_hes(engine, ecds=[{**row, "start_date": "2026-04-10"} for row in drawn])

    kept = engine.rows("select attendance_key from attendance order by 1")
    assert kept == [("no columns",), ("used",)]
    assert engine.rows("select count(distinct person_id) from hospital_identity") == [(5,)]
    counted = "select state, records from record_quality_count where field = 'row' order by 1"
    assert engine.rows(counted) == [("deleted", 1), ("duplicate", 1), ("unfinished", 1), ("used", 2)]


def test_codes_of_ecds(engine: DuckDBEngine) -> None:
    """The provider of a site code; the first of the diagnoses; the destination as it was sent; no key of an episode."""
    row = {
        "start_date": "2026-04-10",
        "provider_code": "rxa01",
        "primary_diagnosis": "44054006,73211009",
        "disposal": "306706006",
    }
    standardise_hes(engine, ecds=[row])

    columns = ("provider_code", "primary_diagnosis", "disposal", "episode_key")
    assert engine.rows(f"select {', '.join(columns)} from attendance") == [
        ("RXA", "44054006", "306706006", None)
    ]


def test_dates_are_counted_by_what_they_are(engine: DuckDBEngine) -> None:
    """An appointment of 1801 is flagged and counted, and never dropped."""
    drawn = ["2026-04-10", "18010101", "1800-01-01", "10/04/2026", "1801-06-01", "soon", None]
    standardise_hes(engine, op=[{"start_date": day} for day in drawn])

    counted = "select state, records from record_quality_count where field = 'start_date' order by 1"
    assert engine.rows(counted) == [
        ("malformed", 1),
        ("missing", 1),
        ("null_date", 2),
        ("too_early", 1),
        ("valid", 2),
    ]
    assert engine.rows("select count(*), count(appointment_date) from appointment") == [(7, 2)]
