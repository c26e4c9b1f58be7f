"""POST_DISCHARGE: the test falls 1 to 30 days after a discharge."""

import pytest

from linkage.config.windows import Windows
from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import place_events, seen
from tests.tables import rows

EVENTS = """
    event   | person | test_date
    --------+--------+-----------
    1_day   | H1     | 2026-04-05
    2_next  | H1     | 2026-04-06
    3_last  | H1     | 2026-05-05
    4_late  | H1     | 2026-05-06
    5_other | H2     | 2026-04-06
"""
STAY = """
    episode | person | provider | spell | admitted   | start      | end        | discharged
    --------+--------+----------+-------+------------+------------+------------+-----------
    E2      | H1     | RXA      | S1    | 2026-04-01 | 2026-04-03 | 2026-04-05 | 2026-04-05
    E1      | H1     | RXA      | S1    | 2026-04-01 | 2026-04-01 | 2026-04-03 |
"""
AFTER = "pathways where relation = 'POST_DISCHARGE'"


def test_every_day_after_a_discharge(engine: DuckDBEngine) -> None:
    """The day of discharge is in the stay; the row is on the last episode and tells of its spell."""
    place_events(engine, events=rows(EVENTS), episodes=rows(STAY))
    expected = rows("""
        event_id | episode_source | episode_key | days_from_test | is_primary | spell_length_of_stay | day_of_stay
        ---------+----------------+-------------+----------------+------------+----------------------+------------
        2_next   | APC            | E2          | -3             | true       | 4                    |
        3_last   | APC            | E2          | -32            | true       | 4                    |
    """)

    assert seen(engine, AFTER, expected[0]) == expected
    assert seen(engine, "pathways where event_id like '1%'", ["relation"]) == [{"relation": "IN_EPISODE"}]


def test_without_a_discharge_date_nobody_was_discharged(engine: DuckDBEngine) -> None:
    """The end of an episode is not the end of a stay."""
    place_events(
        engine, events=rows(EVENTS)[1:2], episodes=[{**row, "discharged": None} for row in rows(STAY)]
    )

    assert seen(engine, "pathways", ["relation"]) == [{"relation": "PERSON_ONLY"}]


@pytest.mark.parametrize("destination", ["19", "98"])
def test_a_discharge_that_nobody_sent_is_none(engine: DuckDBEngine, destination: str) -> None:
    """The open stay ends with the next admission, or the day before it: the test is after that of the next alone."""
    place_events(
        engine,
        events=[{"event": "1", "person": "H1", "provider": "RXA", "test_date": "2026-04-10"}],
        episodes=[
            *rows(STAY),
            {"episode": "E0", "person": "H1", "provider": "RXB", "spell": "S0", "admitted": "2026-03-20",
             "start": "2026-03-20", "destination": destination},
        ],
    )  # fmt: skip

    assert seen(engine, AFTER, ["episode_key"]) == [{"episode_key": "E2"}]


def test_the_latest_discharge_counts(engine: DuckDBEngine) -> None:
    """Every discharge in the window is told; at the same provider the nearest counts."""
    earlier = rows("""
        episode | person | provider | spell | admitted   | start      | end        | discharged
        --------+--------+----------+-------+------------+------------+------------+-----------
        E0      | H1     | RXA      | S0    | 2026-03-28 | 2026-03-28 | 2026-03-29 | 2026-03-29
    """)
    place_events(
        engine,
        events=[{"event": "1", "person": "H1", "provider": "RXA", "test_date": "2026-04-10"}],
        episodes=[*rows(STAY), *earlier],
    )

    assert seen(engine, AFTER, ("episode_key", "is_primary")) == rows("""
        episode_key | is_primary
        ------------+-----------
        E0          | false
        E2          | true
    """)


def test_the_window_is_a_rule(engine: DuckDBEngine) -> None:
    """Here of one day."""
    place_events(engine, events=rows(EVENTS), episodes=rows(STAY), windows=Windows(post_discharge_days=1))

    assert seen(engine, AFTER, ["event_id"]) == [{"event_id": "2_next"}]
