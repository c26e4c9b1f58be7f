"""IN_EPISODE: the test falls on a day of an admitted episode, from its start to its end."""

from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import place_events, seen
from tests.tables import rows

EPISODE = """
    episode | person | provider | spell | admitted   | start      | end        | discharged
    --------+--------+----------+-------+------------+------------+------------+-----------
    E1      | H1     | RXA      | S1    | 2026-04-01 | 2026-04-10 | 2026-04-12 | 2026-04-12
"""


def test_every_day_around_an_episode(engine: DuckDBEngine) -> None:
    """Both the first and the last day are within; the day before and the day after are not."""
    place_events(
        engine,
        events=rows("""
            event  | person | test_date
            -------+--------+-----------
            before | H1     | 2026-04-09
            end    | H1     | 2026-04-12
            late   | H1     | 2026-04-13
            start  | H1     | 2026-04-10
            within | H1     | 2026-04-11
        """),
        episodes=rows(EPISODE),
    )
    expected = rows("""
        event_id | relation       | episode_source | episode_key | days_from_test | day_of_stay | is_primary
        ---------+----------------+----------------+-------------+----------------+-------------+-----------
        before   | IN_SPELL       | APC            | E1          | 1              | 8           | true
        end      | IN_EPISODE     | APC            | E1          | -2             | 11          | true
        late     | POST_DISCHARGE | APC            | E1          | -3             |             | true
        start    | IN_EPISODE     | APC            | E1          | 0              | 9           | true
        within   | IN_EPISODE     | APC            | E1          | -1             | 10          | true
    """)

    assert seen(engine, "pathways", expected[0]) == expected


def test_an_open_episode_covers_every_later_day(engine: DuckDBEngine) -> None:
    """While an episode has no end the patient is taken to be still there."""
    place_events(
        engine,
        events=rows("""
            event  | person | test_date
            -------+--------+-----------
            before | H1     | 2026-04-09
            later  | H1     | 2026-06-30
            start  | H1     | 2026-04-10
        """),
        episodes=rows("""
            episode | person | start      | status
            --------+--------+------------+-------
            E1      | H1     | 2026-04-10 | 1
        """),
    )

    assert seen(engine, "pathways", ("event_id", "relation")) == rows("""
        event_id | relation
        ---------+------------
        before   | PERSON_ONLY
        later    | IN_EPISODE
        start    | IN_EPISODE
    """)


def test_an_episode_without_a_start_covers_no_day(engine: DuckDBEngine) -> None:
    """An unknown start cannot be before a test."""
    place_events(
        engine,
        events=[{"event": "1", "person": "H1", "test_date": "2026-04-11"}],
        episodes=[{"episode": "E1", "person": "H1", "end": "2026-04-12"}],
    )

    assert seen(engine, "pathways", ["relation"]) == [{"relation": "PERSON_ONLY"}]


def test_another_persons_episode_is_nothing_to_the_event(engine: DuckDBEngine) -> None:
    """Relations follow the person, not the ward."""
    place_events(
        engine,
        events=[{"event": "1", "person": "H2", "test_date": "2026-04-11"}],
        episodes=rows(EPISODE),
    )

    assert seen(engine, "pathways", ["relation"]) == [{"relation": "PERSON_ONLY"}]


def test_the_stay_is_told_with_the_episode(engine: DuckDBEngine) -> None:
    """A relation carries the spell of its episode, what that is part of, and how long it lasted."""
    place_events(
        engine,
        events=[{"event": "1", "person": "H1", "test_date": "2026-04-11"}],
        episodes=rows(EPISODE),
    )

    spell = engine.rows("select spell_id, cips_id from spells")
    assert engine.rows("select spell_id, cips_id from pathways") == spell
    assert engine.rows("select spell_length_of_stay from pathways") == [(11,)]


def test_an_unfinished_episode_that_came_again_finished(engine: DuckDBEngine) -> None:
    """Unfinished in one year's file, finished in the next under another key: the finished one counts."""
    place_events(
        engine,
        events=rows("""
            event  | person | test_date
            -------+--------+-----------
            inside | H1     | 2025-04-02
            later  | H1     | 2026-04-15
        """),
        episodes=rows("""
            episode | person | provider | start      | end        | order | status
            --------+--------+----------+------------+------------+-------+-------
            E1      | H1     | RXA      | 2025-03-28 |            | 1     | 1
            E2      | H1     | RXA      | 2025-03-28 | 2025-04-05 | 1     | 3
        """),
    )

    assert seen(engine, "pathways", ("event_id", "relation", "episode_key")) == rows("""
        event_id | relation    | episode_key
        ---------+-------------+------------
        inside   | IN_EPISODE  | E2
        later    | PERSON_ONLY |
    """)


def test_a_birth_or_delivery_elsewhere_is_no_stay(engine: DuckDBEngine) -> None:
    """EPITYPE 5 and 6 tell of a delivery or birth outside hospital; nobody is admitted by them."""
    place_events(
        engine,
        events=[{"event": "1", "person": "H1", "test_date": "2026-04-10"}],
        episodes=rows("""
            episode | person | admitted   | start      | end        | discharged | type
            --------+--------+------------+------------+------------+------------+-----
            E1      | H1     | 2026-04-08 | 2026-04-08 | 2026-04-12 | 2026-04-12 | 1
            E2      | H1     | 2026-04-08 | 2026-04-08 | 2026-04-12 | 2026-04-12 | 2
            E3      | H1     | 2026-04-08 | 2026-04-08 | 2026-04-12 | 2026-04-12 | 3
            E4      | H1     | 2026-04-08 | 2026-04-08 | 2026-04-12 | 2026-04-12 | 4
            E5      | H1     | 2026-04-08 | 2026-04-08 | 2026-04-12 | 2026-04-12 | 5
            E6      | H1     | 2026-04-08 | 2026-04-08 | 2026-04-12 | 2026-04-12 | 6
            E7      | H1     | 2026-04-08 | 2026-04-08 | 2026-04-12 | 2026-04-12 |
        """),
    )

    assert seen(engine, "pathways", ("relation", "episode_key")) == rows("""
        relation   | episode_key
        -----------+------------
        IN_EPISODE | E1
        IN_EPISODE | E2
        IN_EPISODE | E3
        IN_EPISODE | E4
        IN_EPISODE | E7
    """)
