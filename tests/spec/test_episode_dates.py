"""The days of an episode as an event sees them: as sent, or put right by a rule that the row names."""

import pytest

from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import place_events, seen
from tests.tables import rows


def covered(engine: DuckDBEngine, drawn: str, days: list[str]) -> list[tuple[object, ...]]:
    """For tests of H1 on some days: the day, the episode it falls in, and the rule of that episode's dates."""
    place_events(
        engine,
        events=[{"event": f"day {day}", "person": "H1", "test_date": f"2026-04-{day}"} for day in days],
        episodes=rows(drawn),
    )
    found = seen(
        engine,
        "(select * from pathways where relation = 'IN_EPISODE')",
        ("event_id", "episode_key", "episode_date_rule"),
    )
    return [tuple(row.values()) for row in found]


def test_it_ends_before_it_starts(engine: DuckDBEngine) -> None:
    """The two dates are turned round."""
    found = covered(
        engine,
        """
        episode | person | start      | end
        --------+--------+------------+-----------
        E1      | H1     | 2026-04-09 | 2026-04-05
        """,
        ["04", "05", "09", "10"],
    )

    assert found == [("day 05", "E1", "swapped"), ("day 09", "E1", "swapped")]


@pytest.mark.parametrize("status", ["1", "3"])
def test_without_an_end_until_the_next_of_the_spell(engine: DuckDBEngine, status: str) -> None:
    """A later episode of the spell ends it, finished or not."""
    found = covered(
        engine,
        f"""
        episode | person | spell | admitted   | start      | end        | status
        --------+--------+-------+------------+------------+------------+-------
        E1      | H1     | S1    | 2026-04-02 | 2026-04-02 |            | {status}
        E2      | H1     | S1    | 2026-04-02 | 2026-04-05 | 2026-04-08 | 3
        """,
        ["02", "05", "06", "09"],
    )

    assert found == [
        ("day 02", "E1", "next_episode"),
        ("day 05", "E1", "next_episode"),
        ("day 05", "E2", "as_sent"),
        ("day 06", "E2", "as_sent"),
    ]


def test_without_an_end_until_the_discharge(engine: DuckDBEngine) -> None:
    """Else the discharge of its spell ends it."""
    found = covered(
        engine,
        """
        episode | person | spell | admitted   | start      | end | discharged | status
        --------+--------+-------+------------+------------+-----+------------+-------
        E1      | H1     | S1    | 2026-04-02 | 2026-04-02 |     | 2026-04-06 | 1
        """,
        ["02", "06", "07"],
    )

    assert found == [("day 02", "E1", "discharge"), ("day 06", "E1", "discharge")]


def test_without_any_sign_of_an_end(engine: DuckDBEngine) -> None:
    """An unfinished one is still open; a finished one, and a regular attender's, is known for its first day alone."""
    place_events(
        engine,
        events=[
            {"event": f"day {day} of {person}", "person": person, "test_date": f"2026-04-{day}"}
            for person in ("H1", "H2", "H3", "H4", "H5", "H6")
            for day in ("01", "02", "30")
        ],
        episodes=rows("""
            episode | person | admitted   | start      | status | class
            --------+--------+------------+------------+--------+------
            E1      | H1     | 2026-04-02 | 2026-04-02 | 1      | 1
            E2      | H2     | 2026-04-02 | 2026-04-02 | 9      | 1
            E3      | H3     | 2026-04-02 | 2026-04-02 |        | 1
            E4      | H4     | 2026-04-02 | 2026-04-02 | 3      | 1
            E5      | H5     | 2026-04-02 | 2026-04-02 | 1      | 3
            E6      | H6     | 2026-04-02 | 2026-04-02 | 1      | 4
        """),
    )

    columns = ("event_id", "episode_key", "episode_date_rule")
    assert seen(engine, "(select * from pathways where relation = 'IN_EPISODE')", columns) == rows("""
        event_id     | episode_key | episode_date_rule
        -------------+-------------+------------------
        day 02 of H1 | E1          | open_unconfirmed
        day 02 of H2 | E2          | open_unconfirmed
        day 02 of H3 | E3          | open_unconfirmed
        day 02 of H4 | E4          | start_day
        day 02 of H5 | E5          | start_day
        day 02 of H6 | E6          | start_day
        day 30 of H1 | E1          | open_unconfirmed
        day 30 of H2 | E2          | open_unconfirmed
        day 30 of H3 | E3          | open_unconfirmed
    """)


def test_a_stay_that_another_admission_ended(engine: DuckDBEngine) -> None:
    """Somebody admitted elsewhere on the 10th was not here on the 11th, though nobody sent a discharge."""
    found = covered(
        engine,
        """
        episode | person | provider | spell | admitted   | start      | end        | discharged | status
        --------+--------+----------+-------+------------+------------+------------+------------+-------
        E1      | H1     | RXA      | S1    | 2026-04-02 | 2026-04-02 |            |            | 1
        E2      | H1     | RXB      | S2    | 2026-04-10 | 2026-04-10 | 2026-04-12 | 2026-04-12 | 3
        """,
        ["09", "10", "13"],
    )

    assert found == [("day 09", "E1", "open_unconfirmed"), ("day 10", "E2", "as_sent")]
