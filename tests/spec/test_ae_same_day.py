"""AE_SAME_DAY: the test falls on the day of arrival in A&E, or the day after."""

from linkage.config.windows import Windows
from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import place_events, seen
from tests.tables import rows

EVENTS = """
    event   | person | test_date
    --------+--------+-----------
    1_early | H1     | 2026-04-09
    2_day   | H1     | 2026-04-10
    3_after | H1     | 2026-04-11
    4_later | H1     | 2026-04-12
"""

ATTENDANCE = """
    attendance | person | provider | arrival_date | disposal
    -----------+--------+----------+--------------+---------
    T1         | H1     | RXA      | 2026-04-10   | 03
"""


def test_every_day_around_an_arrival(engine: DuckDBEngine) -> None:
    """Without a time of departure an attendance may run past midnight, and no longer."""
    place_events(engine, events=rows(EVENTS), attendances=rows(ATTENDANCE))
    expected = rows("""
        event_id | relation    | episode_source | episode_key | days_from_test | attendance_disposal
        ---------+-------------+----------------+-------------+----------------+--------------------
        1_early  | PERSON_ONLY |                |             |                |
        2_day    | AE_SAME_DAY | AE             | T1          | 0              | 03
        3_after  | AE_SAME_DAY | AE             | T1          | -1             | 03
        4_later  | PERSON_ONLY |                |             |                |
    """)

    assert seen(engine, "pathways", expected[0]) == expected


def test_the_window_is_a_rule(engine: DuckDBEngine) -> None:
    """With a window of no days only the day of arrival counts."""
    place_events(
        engine,
        events=rows(EVENTS),
        attendances=rows(ATTENDANCE),
        windows=Windows(ae_days_after_arrival=0),
    )

    found = engine.rows("select event_id from pathways where relation = 'AE_SAME_DAY'")
    assert found == [("2_day",)]


def test_an_attendance_without_a_date_or_a_person(engine: DuckDBEngine) -> None:
    """An attendance that says not when, or of whom, stands beside no event."""
    place_events(
        engine,
        events=[{"event": "1", "person": "H1", "test_date": "2026-04-10"}],
        attendances=rows("""
            attendance | person | arrival_date
            -----------+--------+-------------
            T1         | H1     |
            T2         |        | 2026-04-10
        """),
    )

    assert seen(engine, "pathways", ["relation"]) == [{"relation": "PERSON_ONLY"}]
