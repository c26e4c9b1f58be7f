"""OP_SAME_DAY: the test falls on the day of an appointment to which the patient came."""

from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import place_events, seen
from tests.tables import rows


def test_only_appointments_that_took_place(engine: DuckDBEngine) -> None:
    """Attended 5 (seen) and 6 (seen late) count; cancelled, missed, too late or not said do not."""
    place_events(
        engine,
        events=[{"event": "1", "person": "H1", "test_date": "2026-04-10"}],
        appointments=rows("""
            appointment | person | appointment_date | attended
            ------------+--------+------------------+---------
            A2          | H1     | 2026-04-10       | 2
            A3          | H1     | 2026-04-10       | 3
            A4          | H1     | 2026-04-10       | 4
            A5          | H1     | 2026-04-10       | 5
            A6          | H1     | 2026-04-10       | 6
            A7          | H1     | 2026-04-10       | 7
            A8          | H1     | 2026-04-10       | 0
            A9          | H1     | 2026-04-10       |
        """),
    )

    assert seen(engine, "pathways", ("relation", "episode_source", "episode_key")) == rows("""
        relation    | episode_source | episode_key
        ------------+----------------+------------
        OP_SAME_DAY | OP             | A5
        OP_SAME_DAY | OP             | A6
    """)


def test_only_the_very_day(engine: DuckDBEngine) -> None:
    """The day before and the day after are another day."""
    place_events(
        engine,
        events=rows("""
            event  | person | test_date
            -------+--------+-----------
            1_eve  | H1     | 2026-04-09
            2_day  | H1     | 2026-04-10
            3_next | H1     | 2026-04-11
        """),
        appointments=rows("""
            appointment | person | appointment_date | attended | first_attendance | priority
            ------------+--------+------------------+----------+------------------+---------
            A1          | H1     | 2026-04-10       | 5        | 1                | 3
        """),
    )
    expected = rows("""
        event_id | relation    | days_from_test | appointment_type | appointment_priority
        ---------+-------------+----------------+------------------+---------------------
        1_eve    | PERSON_ONLY |                |                  |
        2_day    | OP_SAME_DAY | 0              | 1                | 3
        3_next   | PERSON_ONLY |                |                  |
    """)

    assert seen(engine, "pathways", expected[0]) == expected
