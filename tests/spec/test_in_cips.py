"""IN_CIPS: the test falls between two spells of one continuous stay, on a day that no episode covers."""

from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import Row, place_events, seen
from tests.tables import rows

TRANSFER = """
    episode | person | provider | spell | admitted   | start      | end        | discharged | destination
    --------+--------+----------+-------+------------+------------+------------+------------+------------
    E1      | H1     | RXA      | S1    | 2026-04-05 | 2026-04-05 | 2026-04-07 | 2026-04-08 | 51
    E2      | H1     | RXB      | S2    | 2026-04-10 | 2026-04-11 | 2026-04-12 | 2026-04-13 | 19
"""


def event_of(provider: str, day: str = "2026-04-09") -> list[Row]:
    """One event of H1."""
    return [{"event": "1", "person": "H1", "provider": provider, "test_date": day}]


def primary(engine: DuckDBEngine) -> list[tuple[object, ...]]:
    """The relations that count."""
    return engine.rows("select relation, episode_key from pathways where is_primary order by event_id")


def test_every_day_of_a_transfer(engine: DuckDBEngine) -> None:
    """A day of either spell is that spell's; the day between them is the continuous stay's, on its nearest episode."""
    place_events(
        engine,
        events=rows("""
            event        | person | test_date
            -------------+--------+-----------
            05_admitted  | H1     | 2026-04-05
            08_leaves    | H1     | 2026-04-08
            09_between   | H1     | 2026-04-09
            10_arrives   | H1     | 2026-04-10
            11_start     | H1     | 2026-04-11
            13_home      | H1     | 2026-04-13
        """),
        episodes=rows(TRANSFER),
    )

    found = seen(engine, "pathways where is_primary", ("event_id", "relation", "episode_key", "day_of_stay"))
    assert found == rows("""
        event_id     | relation    | episode_key | day_of_stay
        -------------+-------------+-------------+------------
        05_admitted  | IN_EPISODE  | E1          | 0
        08_leaves    | IN_SPELL    | E1          | 3
        09_between   | IN_CIPS     | E1          |
        10_arrives   | IN_SPELL    | E2          | 0
        11_start     | IN_EPISODE  | E2          | 1
        13_home      | IN_SPELL    | E2          | 3
    """)
    assert engine.rows("select count(*) from pathways where relation = 'IN_CIPS'") == [(1,)]


def test_without_a_transfer_the_patient_was_at_home(engine: DuckDBEngine) -> None:
    """Between two stays that are not one, a test comes after the first and before the second."""
    place_events(
        engine,
        events=event_of("RXA"),
        episodes=[{**row, "destination": "19"} for row in rows(TRANSFER)],
    )

    assert seen(engine, "pathways", ("relation", "episode_key", "is_primary")) == rows("""
        relation       | episode_key | is_primary
        ---------------+-------------+-----------
        POST_DISCHARGE | E1          | false
        PRE_ADMISSION  | E2          | true
    """)


def test_not_while_an_episode_covers_the_day(engine: DuckDBEngine) -> None:
    """A day case elsewhere, on the way: the test is in that."""
    on_the_way = rows("""
        episode | person | provider | spell | admitted   | start      | end        | discharged | class
        --------+--------+----------+-------+------------+------------+------------+------------+------
        E3      | H1     | RXC      | S3    | 2026-04-09 | 2026-04-09 | 2026-04-09 | 2026-04-09 | 3
    """)
    place_events(engine, events=event_of("RXA"), episodes=[*rows(TRANSFER), *on_the_way])

    assert primary(engine) == [("IN_EPISODE", "E3")]
    assert engine.rows("select count(*) from pathways where relation = 'IN_CIPS'") == [(0,)]


AS_NEAR = [{**row, "start": row["admitted"], "end": row["discharged"]} for row in rows(TRANSFER)]
"""One day after the one and before the other."""


def test_of_two_as_near_the_provider_of_the_imaging(engine: DuckDBEngine) -> None:
    """The provider decides, and without one the earlier start."""
    for provider, key in (("RXA", "E1"), ("RXB", "E2"), ("RXC", "E1")):
        place_events(engine, events=event_of(provider), episodes=AS_NEAR)

        assert primary(engine) == [("IN_CIPS", key)]


def test_of_two_as_near_one_that_may_be_the_provider_of_the_imaging(engine: DuckDBEngine) -> None:
    """RXC was split, and RXB has a part of it: nobody knows, and that comes before the other that it is not."""
    kin = [{"code": "RXC", "other_code": "RXB"}, {"code": "RXB", "other_code": "RXC"}]
    place_events(engine, events=event_of("RXC"), episodes=AS_NEAR, kin=kin)

    assert primary(engine) == [("IN_CIPS", "E2")]


def test_the_whole_stay_is_told(engine: DuckDBEngine) -> None:
    """The row names the spell of its episode, and the continuous stay that both spells share."""
    place_events(engine, events=event_of("RXB"), episodes=rows(TRANSFER))

    ((first,), (second,)) = engine.rows("select spell_id from spells order by first_episode_key")
    assert engine.rows("select spell_id, cips_id from pathways where is_primary") == [(second, first)]


def test_every_break_of_a_chain(engine: DuckDBEngine) -> None:
    """Three spells in a chain have two breaks; the days of the middle one are in neither."""
    place_events(
        engine,
        events=rows("""
            event | person | test_date
            ------+--------+-----------
            09    | H1     | 2026-04-09
            10    | H1     | 2026-04-10
            14    | H1     | 2026-04-14
            15    | H1     | 2026-04-15
        """),
        episodes=[
            *({**row, "destination": "51"} for row in rows(TRANSFER)),
            *rows("""
                episode | person | provider | spell | admitted   | start      | end        | discharged
                --------+--------+----------+-------+------------+------------+------------+-----------
                E3      | H1     | RXA      | S3    | 2026-04-15 | 2026-04-15 | 2026-04-16 | 2026-04-16
            """),
        ],
    )

    assert seen(engine, "pathways where is_primary", ("event_id", "relation", "episode_key")) == rows("""
        event_id | relation   | episode_key
        ---------+------------+------------
        09       | IN_CIPS    | E1
        10       | IN_SPELL   | E2
        14       | IN_CIPS    | E3
        15       | IN_EPISODE | E3
    """)
