"""Codes of two digits: a leading zero that a spreadsheet ate is put back."""

from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import seen, standardise_did, standardise_hes
from tests.tables import rows


def test_source_setting(engine: DuckDBEngine) -> None:
    """Settings 01 to 07 are known with or without their zero; other codes are no setting."""
    expected = rows("""
        accession_number | source_setting
        -----------------+---------------
        A1               | 01
        A2               | 01
        A3               | 07
        A4               |
        A5               |
        A6               |
        A7               |
    """)
    codes = ("01", "1", "7", "8", "00", "99", None)
    standardise_did(engine, [{"source_setting": code} for code in codes])

    assert seen(engine, "event", expected[0]) == expected


def test_nhs_number_status(engine: DuckDBEngine) -> None:
    """Status 3 is status 03."""
    standardise_did(engine, [{"nhs_number_status": "3"}, {"nhs_number_status": "03"}])

    assert engine.rows("select distinct nhs_number_status from event") == [("03",)]


def test_codes_of_an_attendance(engine: DuckDBEngine) -> None:
    """Disposal 1 is 01, admitted, and department type 2 is 02."""
    standardise_hes(
        engine,
        ae=[
            {"attendance_category": "1", "disposal": "1", "department_type": "2", "start_date": "2026-04-01"}
        ],
    )

    assert engine.rows("select attendance_category, disposal, department_type from attendance") == [
        ("1", "01", "02")
    ]
