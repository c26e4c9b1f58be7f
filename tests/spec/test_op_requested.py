"""OP_REQUESTED: asked for on the day of an attended appointment, and done within half a year."""

from linkage.config.rules import Windows
from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import place_events, seen
from tests.tables import rows

APPOINTMENTS = rows("""
    appointment | person | provider | appointment_date | attended
    ------------+--------+----------+------------------+---------
    A1          | H1     | RXA      | 2026-04-10       | 5
    A2          | H1     | RXA      | 2026-04-10       | 3
    A3          | H2     | RXA      | 2026-04-10       | 6
""")


def test_every_boundary_day(engine: DuckDBEngine) -> None:
    """The 180th day after the appointment still counts; the day of the request decides, nothing near it."""
    place_events(
        engine,
        events=rows("""
            event       | person | request_date | test_date
            ------------+--------+--------------+-----------
            1_same_day  | H1     | 2026-04-10   | 2026-04-10
            2_next      | H1     | 2026-04-10   | 2026-04-11
            3_last      | H1     | 2026-04-10   | 2026-10-07
            4_too_late  | H1     | 2026-04-10   | 2026-10-08
            5_before    | H1     | 2026-04-09   | 2026-04-20
            6_after     | H1     | 2026-04-11   | 2026-04-20
            7_unknown   | H1     |              | 2026-04-20
            8_seen_late | H2     | 2026-04-10   | 2026-04-20
        """),
        appointments=APPOINTMENTS,
    )
    expected = rows("""
        event_id    | relation     | episode_key | days_from_test | is_primary
        ------------+--------------+-------------+----------------+-----------
        1_same_day  | OP_REQUESTED | A1          | 0              | false
        1_same_day  | OP_SAME_DAY  | A1          | 0              | true
        2_next      | OP_REQUESTED | A1          | -1             | true
        3_last      | OP_REQUESTED | A1          | -180           | true
        4_too_late  | PERSON_ONLY  |             |                | true
        5_before    | PERSON_ONLY  |             |                | true
        6_after     | PERSON_ONLY  |             |                | true
        7_unknown   | PERSON_ONLY  |             |                | true
        8_seen_late | OP_REQUESTED | A3          | -10            | true
    """)

    assert seen(engine, "pathways", expected[0]) == expected


def test_the_window_is_a_rule(engine: DuckDBEngine) -> None:
    place_events(
        engine,
        events=rows("""
            event | person | request_date | test_date
            ------+--------+--------------+-----------
            1     | H1     | 2026-04-10   | 2026-04-11
            2     | H1     | 2026-04-10   | 2026-04-12
        """),
        appointments=APPOINTMENTS,
        windows=Windows(op_requested_days=1),
    )

    assert engine.rows("select event_id from pathways where relation = 'OP_REQUESTED'") == [("1",)]
