"""Histories that no rule was made for: counted and flagged, never a crash, never an event dropped."""

from datetime import date, timedelta

from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import place_events, seen
from tests.tables import rows

EPISODES = 10_000
FIRST_DAY = date(2019, 1, 1)


def test_a_patient_of_ten_thousand_episodes(engine: DuckDBEngine) -> None:
    """A stay of three days begins every day, at two providers in turn, some of them beside another."""
    episodes = [
        {
            "episode_key": f"E{number:05}",
            "person_id": "H1",
            "provider_code": f"RX{number % 2}",
            "provider_spell_number": f"S{number}",
            "admission_date": FIRST_DAY + timedelta(days=number // 4),
            "episode_start": FIRST_DAY + timedelta(days=number // 4),
            "episode_end": FIRST_DAY + timedelta(days=number // 4 + 2),
            "discharge_date": FIRST_DAY + timedelta(days=number // 4 + 2),
            "episode_order": 1,
        }
        for number in range(EPISODES)
    ]
    place_events(
        engine,
        events=[{"event": str(n), "person": "H1", "test_date": f"2024-03-{n:02}"} for n in range(1, 11)],
        episodes=episodes,
    )

    assert engine.rows("select count(*) from spells where overlaps_elsewhere") == [(EPISODES,)]
    assert engine.rows("select count(*) from events") == [(10,)]
    primary = (
        "select count(*), count(distinct event_id) from pathways where is_primary and relation = 'IN_EPISODE'"
    )
    assert engine.rows(primary) == [(10, 10)]
    inside = "select count(*) from pathways where relation = 'IN_EPISODE'"
    assert engine.rows(inside) == [(10 * 12,)]


def test_a_person_nobody_could_be_linked_to(engine: DuckDBEngine) -> None:
    """Episodes of somebody without any usable identity: they have their spells, and no event is beside them."""
    place_events(
        engine,
        events=[{"event": "1", "person": "H1", "test_date": "2026-04-10"}],
        episodes=rows("""
            episode | person | admitted   | start      | end
            --------+--------+------------+------------+-----------
            E1      | nobody | 2026-04-09 | 2026-04-09 | 2026-04-12
        """),
        identities=[{"person_id": "nobody"}],
    )

    assert engine.rows("select person_id, episodes from spells") == [("nobody", 1)]
    assert seen(engine, "pathways", ["relation"]) == [{"relation": "PERSON_ONLY"}]


def test_everything_missing(engine: DuckDBEngine) -> None:
    """Records that have nothing but their keys stand alone, and are beside nothing."""
    place_events(
        engine,
        events=[{"event": "1", "person": "H1", "test_date": "2026-04-10"}],
        episodes=[{"episode": "E1", "person": "H1"}, {"episode": "E2", "person": "H1", "status": "1"}],
        attendances=[{"attendance": "T1", "person": "H1"}],
        appointments=[{"appointment": "A1", "person": "H1", "attended": "5"}],
    )

    assert seen(engine, "spells", ("admission_date_rule", "discharge_date_rule", "episodes")) == rows("""
        admission_date_rule | discharge_date_rule | episodes
        --------------------+---------------------+---------
        missing             | open                | 1
        missing             | open_unconfirmed    | 1
    """)
    assert seen(engine, "pathways", ["relation"]) == [{"relation": "PERSON_ONLY"}]


def test_dates_in_every_order(engine: DuckDBEngine) -> None:
    """An episode that ends before it starts, in a spell discharged before it began: one day is still inside."""
    place_events(
        engine,
        events=[{"event": "1", "person": "H1", "test_date": "2026-04-05"}],
        episodes=rows("""
            episode | person | spell | admitted   | start      | end        | discharged
            --------+--------+-------+------------+------------+------------+-----------
            E1      | H1     | S1    | 2026-04-08 | 2026-04-08 | 2026-04-02 | 2026-04-02
        """),
    )

    columns = ("relation", "episode_date_rule", "day_of_stay", "spell_length_of_stay")
    assert seen(engine, "pathways", columns) == rows("""
        relation   | episode_date_rule | day_of_stay | spell_length_of_stay
        -----------+-------------------+-------------+---------------------
        IN_EPISODE | swapped           | 3           | 6
    """)
