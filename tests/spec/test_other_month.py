"""The month: a run takes the events whose test falls in it, whatever file they came in."""

from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import seen, standardise_did
from tests.tables import rows

DRAWN = """
    file_id | accession_number | test_date
    --------+------------------+-----------
    1       | A1               | 2026-03-31
    1       | A2               | 2026-04-01
    1       | A3               | 2026-04-30
    2       | A4               | 2026-05-01
    2       | A5               | 2025-04-15
"""


def test_first_and_last_day(engine: DuckDBEngine) -> None:
    """The month runs from its first to its last day, and the same month of another year is another month."""
    standardise_did(engine, rows(DRAWN), month="2026-04")

    assert seen(engine, "event", ("accession_number", "test_month")) == rows("""
        accession_number | test_month
        -----------------+-----------
        A2               | 2026-04
        A3               | 2026-04
    """)


def test_rows_of_other_months_are_still_accounted_for(engine: DuckDBEngine) -> None:
    """Every row has a version with its own month, so that the ledger can count it."""
    standardise_did(engine, rows(DRAWN), month="2026-04")

    assert engine.rows("select test_month, count(*) from event_version group by 1 order by 1") == [
        ("2025-04", 1),
        ("2026-03", 1),
        ("2026-04", 2),
        ("2026-05", 1),
    ]


def test_every_month_at_once(engine: DuckDBEngine) -> None:
    """Without a month, every event is standardised: training wants them all."""
    standardise_did(engine, rows(DRAWN), month=None)

    assert engine.rows("select count(*) from event") == [(5,)]


def test_a_correction_moves_an_event_to_its_right_month(engine: DuckDBEngine) -> None:
    """When the last row of an event says another month, the event has left this one."""
    drawn = rows("""
        file_id | accession_number | test_date
        --------+------------------+-----------
        1       | A1               | 2026-04-15
        2       | A1               | 2026-03-15
        1       | A2               | 2026-03-15
        2       | A2               | 2026-04-15
    """)
    standardise_did(engine, drawn, month="2026-04")

    assert seen(engine, "event", ("accession_number",)) == [{"accession_number": "A2"}]
