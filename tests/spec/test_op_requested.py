"""OP_REQUESTED: requested on the day of an appointment to which the patient came, and done in time after it."""

from linkage.config.windows import Windows
from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import place_events, seen
from tests.tables import rows

APPOINTMENT = """
    appointment | person | provider | date       | attended | first_attendance
    ------------+--------+----------+------------+----------+-----------------
    A1          | H1     | RXA      | 2026-01-10 | 5        | 1
"""
ASKED_FOR = "pathways where relation = 'OP_REQUESTED'"


def test_every_day_around_the_window(engine: DuckDBEngine) -> None:
    """From the day of the appointment itself to 180 days after it; the request must be of that very day."""
    place_events(
        engine,
        events=rows("""
            event          | person | request_date | test_date
            ---------------+--------+--------------+-----------
            1_before       | H1     | 2026-01-10   | 2026-01-09
            2_day          | H1     | 2026-01-10   | 2026-01-10
            3_next         | H1     | 2026-01-10   | 2026-01-11
            4_last         | H1     | 2026-01-10   | 2026-07-09
            5_late         | H1     | 2026-01-10   | 2026-07-10
            6_asked_before | H1     | 2026-01-09   | 2026-01-20
            7_asked_after  | H1     | 2026-01-11   | 2026-01-20
            8_not_said     | H1     |              | 2026-01-20
            9_another      | H2     | 2026-01-10   | 2026-01-20
        """),
        appointments=rows(APPOINTMENT),
    )
    expected = rows("""
        event_id | episode_source | episode_key | days_from_test | is_primary | appointment_type
        ---------+----------------+-------------+----------------+------------+-----------------
        2_day    | OP             | A1          | 0              | false      | 1
        3_next   | OP             | A1          | -1             | true       | 1
        4_last   | OP             | A1          | -180           | true       | 1
    """)

    assert seen(engine, ASKED_FOR, expected[0]) == expected


def test_only_appointments_that_took_place(engine: DuckDBEngine) -> None:
    """Nobody asks for a test of a patient who did not come."""
    place_events(
        engine,
        events=[{"event": "1", "person": "H1", "request_date": "2026-01-10", "test_date": "2026-02-10"}],
        appointments=rows("""
            appointment | person | date       | attended
            ------------+--------+------------+---------
            A2          | H1     | 2026-01-10 | 2
            A3          | H1     | 2026-01-10 | 3
            A4          | H1     | 2026-01-10 | 4
            A5          | H1     | 2026-01-10 | 5
            A6          | H1     | 2026-01-10 | 6
            A7          | H1     | 2026-01-10 | 7
            A9          | H1     | 2026-01-10 |
        """),
    )

    assert seen(engine, ASKED_FOR, ["episode_key"]) == [{"episode_key": "A5"}, {"episode_key": "A6"}]


def test_the_window_is_a_rule(engine: DuckDBEngine) -> None:
    """Here of ten days."""
    place_events(
        engine,
        events=rows("""
            event  | person | request_date | test_date
            -------+--------+--------------+-----------
            1_last | H1     | 2026-01-10   | 2026-01-20
            2_late | H1     | 2026-01-10   | 2026-01-21
        """),
        appointments=rows(APPOINTMENT),
        windows=Windows(op_requested_days=10),
    )

    assert seen(engine, ASKED_FOR, ["event_id"]) == [{"event_id": "1_last"}]
