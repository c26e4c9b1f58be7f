"""IN_SPELL: no episode covers the day of the test, but a closed spell does; it counts on the nearest episode."""

from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import place_events, seen
from tests.tables import rows

SPELL = """
    episode | person | provider | spell | admitted   | start      | end        | discharged | order
    --------+--------+----------+-------+------------+------------+------------+------------+------
    E1      | H1     | RXA      | S1    | 2026-04-10 | 2026-04-11 | 2026-04-12 |            | 1
    E2      | H1     | RXA      | S1    | 2026-04-10 | 2026-04-16 | 2026-04-17 | 2026-04-18 | 2
"""


def test_every_day_around_a_spell_with_gaps(engine: DuckDBEngine) -> None:
    """Days 10, 13 to 15 and 18 have no episode; 14 lies as near to E1 as to E2, and the earlier start counts."""
    place_events(
        engine,
        events=rows("""
            event | person | test_date
            ------+--------+-----------
            09    | H1     | 2026-04-09
            10    | H1     | 2026-04-10
            11    | H1     | 2026-04-11
            13    | H1     | 2026-04-13
            14    | H1     | 2026-04-14
            15    | H1     | 2026-04-15
            18    | H1     | 2026-04-18
            19    | H1     | 2026-04-19
        """),
        episodes=rows(SPELL),
    )
    expected = rows("""
        event_id | relation       | episode_key | day_of_stay
        ---------+----------------+-------------+------------
        09       | PRE_ADMISSION  | E1          |
        10       | IN_SPELL       | E1          | 0
        11       | IN_EPISODE     | E1          | 1
        13       | IN_SPELL       | E1          | 3
        14       | IN_SPELL       | E1          | 4
        15       | IN_SPELL       | E2          | 5
        18       | IN_SPELL       | E2          | 8
        19       | POST_DISCHARGE | E2          |
    """)

    assert seen(engine, "pathways", expected[0]) == expected


def test_a_spell_without_a_discharge_date_holds_no_day(engine: DuckDBEngine) -> None:
    """It would hold every later day of a life; open episodes are IN_EPISODE."""
    place_events(
        engine,
        events=[{"event": "1", "person": "H1", "test_date": "2026-04-14"}],
        episodes=[{**row, "discharged": ""} if row["episode"] == "E2" else row for row in rows(SPELL)][:1],
    )

    assert seen(engine, "pathways", ["relation"]) == [{"relation": "PERSON_ONLY"}]


def test_an_episode_of_any_spell_that_covers_the_day_comes_first(engine: DuckDBEngine) -> None:
    place_events(
        engine,
        events=[{"event": "1", "person": "H1", "test_date": "2026-04-14"}],
        episodes=[
            *rows(SPELL),
            *rows("""
                episode | person | provider | spell | admitted   | start      | end        | discharged
                --------+--------+----------+-------+------------+------------+------------+-----------
                E3      | H1     | RXB      | S9    | 2026-04-14 | 2026-04-14 | 2026-04-14 | 2026-04-14
            """),
        ],
    )

    assert seen(engine, "pathways", ["relation", "episode_key"]) == [
        {"relation": "IN_EPISODE", "episode_key": "E3"}
    ]
