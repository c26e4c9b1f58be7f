"""AE_THEN_ADMITTED: an attendance beside the test led to an admission, known by key or by date."""

import pytest

from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import place_events
from tests.tables import rows

CASES = rows("""
    case                      | admitted   | provider | method | episode says | attendance says | led
    --------------------------+------------+----------+--------+--------------+-----------------+----
    same day, by date         | 2026-04-10 | RXA      | 21     |              |                 | yes
    next day, by date         | 2026-04-11 | RXA      | 22     |              |                 | yes
    two days later            | 2026-04-12 | RXA      | 21     |              |                 | no
    the day before            | 2026-04-09 | RXA      | 21     |              |                 | no
    planned                   | 2026-04-10 | RXA      | 11     |              |                 | no
    method unknown            | 2026-04-10 | RXA      |        |              |                 | no
    another provider          | 2026-04-10 | RXB      | 21     |              |                 | no
    key on the episode        | 2026-04-20 | RXB      | 11     | T1           |                 | yes
    key on the attendance     | 2026-04-20 | RXB      | 11     |              | E1              | yes
    other keys                | 2026-04-20 | RXB      | 11     | T9           | E9              | no
""")


@pytest.mark.parametrize("drawn", CASES, ids=[str(row["case"]) for row in CASES])
def test_by_key_and_by_date(engine: DuckDBEngine, drawn: dict[str, str | None]) -> None:
    place_events(
        engine,
        events=[{"event": "1", "person": "H1", "test_date": "2026-04-10"}],
        attendances=[
            {
                "attendance": "T1",
                "person": "H1",
                "provider": "RXA",
                "arrival_date": "2026-04-10",
                "episode": drawn["attendance says"],
            }
        ],
        episodes=[
            {
                "episode": "E1",
                "person": "H1",
                "provider": drawn["provider"],
                "admitted": drawn["admitted"],
                "start": drawn["admitted"],
                "end": "2026-04-30",
                "method": drawn["method"],
                "attendance_key": drawn["episode says"],
            }
        ],
    )

    found = engine.rows(
        "select relation, episode_key, spell_id is null from pathways where episode_source = 'AE'"
    )
    led = [("AE_THEN_ADMITTED", "T1", False)] if drawn["led"] == "yes" else []
    assert sorted(found) == [("AE_SAME_DAY", "T1", True), *led]


def test_the_admission_of_another_person_does_not_count(engine: DuckDBEngine) -> None:
    place_events(
        engine,
        events=[{"event": "1", "person": "H1", "test_date": "2026-04-10"}],
        attendances=[{"attendance": "T1", "person": "H1", "provider": "RXA", "arrival_date": "2026-04-10"}],
        episodes=rows("""
            episode | person | provider | admitted   | start      | method | attendance_key
            --------+--------+----------+------------+------------+--------+---------------
            E1      | H2     | RXA      | 2026-04-10 | 2026-04-10 | 21     | T1
        """),
    )

    assert engine.rows("select relation from pathways") == [("AE_SAME_DAY",)]


def test_the_first_of_two_admissions_is_told(engine: DuckDBEngine) -> None:
    """One row for the attendance, with the spell that began first."""
    place_events(
        engine,
        events=[{"event": "1", "person": "H1", "test_date": "2026-04-10"}],
        attendances=[{"attendance": "T1", "person": "H1", "provider": "RXA", "arrival_date": "2026-04-10"}],
        episodes=rows("""
            episode | person | provider | spell | admitted   | start      | end        | method
            --------+--------+----------+-------+------------+------------+------------+-------
            E2      | H1     | RXA      | S2    | 2026-04-11 | 2026-04-11 | 2026-04-12 | 21
            E1      | H1     | RXA      | S1    | 2026-04-10 | 2026-04-10 | 2026-04-10 | 21
        """),
    )

    assert engine.rows(
        "select first_episode_key from spells join pathways using (spell_id) where relation = 'AE_THEN_ADMITTED'"
    ) == [("E1",)]
