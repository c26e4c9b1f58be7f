"""IN_SPELL: the test falls between admission and discharge, on a day that no episode of the person covers."""

from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import Row, place_events, seen
from tests.tables import rows

STAY = """
    episode | person | provider | spell | admitted   | start      | end        | discharged
    --------+--------+----------+-------+------------+------------+------------+-----------
    E1      | H1     | RXA      | S1    | 2026-04-05 | 2026-04-07 | 2026-04-08 |
    E2      | H1     | RXA      | S1    | 2026-04-05 | 2026-04-12 | 2026-04-13 | 2026-04-15
"""
"""A stay of which a first, a middle and a last episode are not among the files."""


def event_on(day: str) -> list[Row]:
    """One event of H1."""
    return [{"event": "1", "person": "H1", "provider": "RXA", "test_date": day}]


def primary(engine: DuckDBEngine) -> list[tuple[object, ...]]:
    """The relations that count."""
    return engine.rows("select relation, episode_key from pathways where is_primary order by event_id")


def test_every_day_of_a_stay_with_holes(engine: DuckDBEngine) -> None:
    """Admission and discharge are within; on a day of no episode, the nearest one, the earlier of two as near."""
    place_events(
        engine,
        events=rows("""
            event        | person | test_date
            -------------+--------+-----------
            04_before    | H1     | 2026-04-04
            05_admission | H1     | 2026-04-05
            06_no_first  | H1     | 2026-04-06
            07_start     | H1     | 2026-04-07
            08_end       | H1     | 2026-04-08
            09_hole      | H1     | 2026-04-09
            10_middle    | H1     | 2026-04-10
            11_hole      | H1     | 2026-04-11
            12_start     | H1     | 2026-04-12
            13_end       | H1     | 2026-04-13
            14_no_last   | H1     | 2026-04-14
            15_discharge | H1     | 2026-04-15
            16_after     | H1     | 2026-04-16
        """),
        episodes=rows(STAY),
    )
    expected = rows("""
        event_id     | relation       | episode_key | days_from_test | day_of_stay
        -------------+----------------+-------------+----------------+------------
        04_before    | PRE_ADMISSION  | E1          | 3              |
        05_admission | IN_SPELL       | E1          | 2              | 0
        06_no_first  | IN_SPELL       | E1          | 1              | 1
        07_start     | IN_EPISODE     | E1          | 0              | 2
        08_end       | IN_EPISODE     | E1          | -1             | 3
        09_hole      | IN_SPELL       | E1          | -2             | 4
        10_middle    | IN_SPELL       | E1          | -3             | 5
        11_hole      | IN_SPELL       | E2          | 1              | 6
        12_start     | IN_EPISODE     | E2          | 0              | 7
        13_end       | IN_EPISODE     | E2          | -1             | 8
        14_no_last   | IN_SPELL       | E2          | -2             | 9
        15_discharge | IN_SPELL       | E2          | -3             | 10
        16_after     | POST_DISCHARGE | E2          | -4             |
    """)

    assert seen(engine, "pathways", expected[0]) == expected


def test_not_while_any_episode_of_the_person_covers_the_day(engine: DuckDBEngine) -> None:
    """The episode may be of another stay, at another provider."""
    elsewhere = rows("""
        episode | person | provider | spell | admitted   | start      | end        | discharged
        --------+--------+----------+-------+------------+------------+------------+-----------
        E3      | H1     | RXB      | S2    | 2026-04-10 | 2026-04-10 | 2026-04-10 | 2026-04-10
    """)
    place_events(engine, events=event_on("2026-04-10"), episodes=[*rows(STAY), *elsewhere])

    assert seen(engine, "pathways", ("relation", "episode_key")) == rows("""
        relation   | episode_key
        -----------+------------
        IN_EPISODE | E3
    """)


def test_another_persons_stay_or_episode(engine: DuckDBEngine) -> None:
    """Neither makes nor hinders a relation."""
    another = [{**row, "person": "H2", "episode": f"{row['episode']}x"} for row in rows(STAY)]
    covering = {"episode": "E9", "person": "H2", "start": "2026-04-10", "end": "2026-04-10"}
    place_events(engine, events=event_on("2026-04-10"), episodes=[*another, covering])
    assert primary(engine) == [("PERSON_ONLY", None)]

    place_events(engine, events=event_on("2026-04-10"), episodes=[*rows(STAY), covering])
    assert primary(engine) == [("IN_SPELL", "E1")]


def test_a_stay_without_a_discharge_date_is_not_for_ever(engine: DuckDBEngine) -> None:
    """It is known to last until its episodes end; a discharge that was never sent keeps nobody in."""
    place_events(
        engine,
        events=rows("""
            event  | person | test_date
            -------+--------+-----------
            1_hole | H1     | 2026-04-10
            2_last | H1     | 2026-04-13
            3_then | H1     | 2026-04-14
        """),
        episodes=[{**row, "discharged": None} for row in rows(STAY)],
    )

    assert seen(engine, "pathways", ("event_id", "relation")) == rows("""
        event_id | relation
        ---------+------------
        1_hole   | IN_SPELL
        2_last   | IN_EPISODE
        3_then   | PERSON_ONLY
    """)


def test_a_stay_without_an_admission_date_has_no_days(engine: DuckDBEngine) -> None:
    """Nobody knows when it began; only its episodes speak."""
    place_events(
        engine,
        events=event_on("2026-04-14"),
        episodes=[{**row, "admitted": None, "discharged": "2026-04-15"} for row in rows(STAY)],
    )

    assert seen(engine, "pathways", ["relation"]) == [{"relation": "PERSON_ONLY"}]


def test_nearest_then_start_order_key(engine: DuckDBEngine) -> None:
    """Of episodes as near, the earlier start; then EPIORDER, unknown last; then key. Without a start, last of all."""
    drawn = rows("""
        episode | person | provider | spell | admitted   | start      | end        | discharged | order
        --------+--------+----------+-------+------------+------------+------------+------------+------
        E0      | H1     | RXA      | S1    | 2026-04-05 |            | 2026-04-09 |            | 1
        E1      | H1     | RXA      | S1    | 2026-04-05 | 2026-04-05 | 2026-04-07 |            | 1
        E2      | H1     | RXA      | S1    | 2026-04-05 | 2026-04-06 | 2026-04-08 |            |
        E4      | H1     | RXA      | S1    | 2026-04-05 | 2026-04-06 | 2026-04-08 |            | 2
        E3      | H1     | RXA      | S1    | 2026-04-05 | 2026-04-06 | 2026-04-08 |            | 2
        E5      | H1     | RXA      | S1    | 2026-04-05 | 2026-04-12 | 2026-04-12 | 2026-04-15 | 3
    """)
    expected = ("E3", "E4", "E2", "E5", "E1", "E0")
    for number, key in enumerate(expected):
        left = [row for row in drawn if row["episode"] not in expected[:number]]
        place_events(
            engine,
            events=event_on("2026-04-10"),
            episodes=[{**row, "discharged": "2026-04-15"} for row in left],
        )

        assert primary(engine) == [("IN_SPELL", key)]


def test_two_stays_at_once_are_both_told(engine: DuckDBEngine) -> None:
    """Simultaneous stays happen in the data; the one at the provider of the imaging counts."""
    place_events(
        engine,
        events=event_on("2026-04-10"),
        episodes=rows("""
            episode | person | provider | spell | admitted   | start      | end        | discharged
            --------+--------+----------+-------+------------+------------+------------+-----------
            E1      | H1     | RXB      | S1    | 2026-04-01 | 2026-04-01 | 2026-04-02 | 2026-04-20
            E2      | H1     | RXA      | S2    | 2026-04-02 | 2026-04-02 | 2026-04-03 | 2026-04-20
        """),
    )

    assert seen(engine, "pathways", ("relation", "episode_key", "is_primary")) == rows("""
        relation | episode_key | is_primary
        ---------+-------------+-----------
        IN_SPELL | E1          | false
        IN_SPELL | E2          | true
    """)
