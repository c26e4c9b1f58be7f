"""Records sent more than once under different keys: kept, flagged, and never counted twice as primary."""

import random

import pytest

from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import Row, place_events, seen
from tests.tables import rows

EVENT = {"event": "1", "person": "H1", "provider": "RXA", "test_date": "2026-04-10"}


def test_an_episode_under_two_keys(engine: DuckDBEngine) -> None:
    """Same person, provider, start, end and order: all stay, the first by key counts, the spell says how many."""
    place_events(
        engine,
        events=[EVENT],
        episodes=rows("""
            episode | person | provider | spell | admitted   | start      | end        | order
            --------+--------+----------+-------+------------+------------+------------+------
            E3      | H1     | RXA      | S1    | 2026-04-09 | 2026-04-09 | 2026-04-12 | 1
            E1      | H1     | RXA      | S1    | 2026-04-09 | 2026-04-09 | 2026-04-12 | 1
            E2      | H1     | RXA      | S1    | 2026-04-09 | 2026-04-09 | 2026-04-12 | 2
            E4      | H1     | RXA      | S1    | 2026-04-09 | 2026-04-09 | 2026-04-11 | 1
            E5      | H1     | RXB      | S1    | 2026-04-09 | 2026-04-09 | 2026-04-12 | 1
        """),
    )

    assert seen(engine, "pathways", ("episode_key", "is_duplicate_record", "is_primary")) == rows("""
        episode_key | is_duplicate_record | is_primary
        ------------+---------------------+-----------
        E1          | false               | true
        E2          | false               | false
        E3          | true                | false
        E4          | false               | false
        E5          | false               | false
    """)
    assert engine.rows("select episodes, duplicate_episodes from spells order by 1") == [(1, 0), (4, 1)]


def test_an_attendance_within_the_hour(engine: DuckDBEngine) -> None:
    """One arrival at 10:00; another at one place within an hour repeats it, in whichever data set."""
    cases = {
        ("AE", "RXA", "2026-04-10", 659): True,
        ("AE", "RXA", "2026-04-10", 660): False,
        ("ECDS", "RXA", "2026-04-10", 600): True,
        ("AE", "RXB", "2026-04-10", 600): False,
        ("AE", "RXA", "2026-04-09", 600): False,
        ("AE", "RXA", "2026-04-10", None): False,
    }
    attendances: list[Row] = []
    for n, (source, provider, day, minute) in enumerate(cases):
        one = {"attendance": f"T1 of {n}", "person": f"H{n}", "provider": "RXA", "arrival": "2026-04-10"}
        other = {**one, "attendance": f"T2 of {n}", "provider": provider, "arrival": day}
        attendances += [
            {**one, "arrival_minute": 600},
            {**other, "attendance_source": source, "arrival_minute": minute},
        ]
    events = [{**EVENT, "event": str(n), "person": f"H{n}"} for n in range(len(cases))]
    place_events(engine, events=events, attendances=attendances)

    found = {
        str(key): repeats
        for key, repeats in engine.rows("select episode_key, is_duplicate_record from pathways")
    }
    assert [found.pop(f"T1 of {n}") for n in range(len(cases))] == [False] * len(cases)
    assert {case: found.pop(f"T2 of {n}") for n, case in enumerate(cases)} == cases
    assert found == {}


def test_arrivals_around_midnight(engine: DuckDBEngine) -> None:
    """23:50 and 00:10 are one attendance; a chain of arrivals, each within the hour, is one too."""
    attendances = rows("""
        attendance | person | provider | arrival    | arrival_minute
        -----------+--------+----------+------------+---------------
        T3         | H1     | RXA      | 2026-04-09 | 1430
        T1         | H1     | RXA      | 2026-04-10 | 10
        T2         | H1     | RXA      | 2026-04-10 | 60
        T4         | H1     | RXA      | 2026-04-10 | 200
    """)
    place_events(engine, events=[EVENT], attendances=attendances)

    found = engine.rows("select episode_key from pathways where is_duplicate_record order by 1")
    assert found == [("T2",), ("T3",)]


BOTH = rows("""
    attendance | person | provider | arrival    | arrival_minute | attendance_source
    -----------+--------+----------+------------+----------------+------------------
    T1         | H1     | RXA      | 2026-04-10 | 600            | ECDS
    T2         | H1     | RXA      | 2026-04-10 | 600            | AE
    T3         | H1     | RXB      | 2026-04-10 | 610            | ECDS
    T4         | H1     | RXA      | 2026-04-10 | 900            | ECDS
    T5         | H1     | RXA      | 2026-04-10 | 930            | AE
    T6         | H1     | RXA      | 2026-04-10 |                | ECDS
    T7         | H1     | RXA      | 2026-04-10 |                | AE
""")


@pytest.mark.parametrize(
    ("beside_ae", "repeated", "primary"),
    [("ae", ["T1", "T4", "T6"], "T2"), ("ecds", ["T2", "T5", "T7"], "T1")],
)
def test_an_attendance_in_both_data_sets(
    engine: DuckDBEngine, beside_ae: str, repeated: list[str], primary: str
) -> None:
    """Counts once, as the job says, whatever its keys; one at another provider is another."""
    place_events(engine, events=[EVENT], attendances=BOTH, beside_ae=beside_ae)

    found = engine.rows("select episode_key from pathways where is_duplicate_record order by 1")
    assert [key for (key,) in found] == repeated
    assert engine.rows("select episode_key from pathways where is_primary") == [(primary,)]


@pytest.mark.parametrize(("beside_ae", "other"), [("ae", "ECDS"), ("ecds", "AE")])
@pytest.mark.parametrize("minute", [600, None])
def test_one_key_in_both_data_sets(
    engine: DuckDBEngine, minute: int | None, beside_ae: str, other: str
) -> None:
    """One attendance, in whichever order its records come: what a window says of each does not hang on that."""
    people = range(600)
    whose = [{"person": f"H{n}", "provider": "RXA", "arrival": "2026-04-10"} for n in people]
    attendances: list[Row] = [
        {**whose[n], "attendance": f"{key} of {n}", "arrival_minute": arrived, "attendance_source": source}
        for n in people
        for key, arrived, source in (("T0", 300, "AE"), ("T1", minute, "AE"), ("T1", minute, "ECDS"))
    ]
    random.Random(7).shuffle(attendances)
    events = [{**EVENT, "event": str(n), "person": f"H{n}"} for n in people]
    place_events(engine, events=events, attendances=attendances, beside_ae=beside_ae)

    found = engine.rows(
        "select episode_key, episode_source from pathways where is_duplicate_record order by 1"
    )
    assert found == sorted((f"T1 of {n}", other) for n in people)


def test_an_appointment_twice(engine: DuckDBEngine) -> None:
    """The same clinic on the same day with the same outcome; another specialty is another appointment."""
    place_events(
        engine,
        events=[EVENT],
        appointments=rows("""
            appointment | person | provider | date       | attended | treatment_specialty | first_attendance
            ------------+--------+----------+------------+----------+---------------------+-----------------
            A1          | H1     | RXA      | 2026-04-10 | 5        | 320                 | 1
            A2          | H1     | RXA      | 2026-04-10 | 5        | 320                 | 1
            A3          | H1     | RXA      | 2026-04-10 | 5        | 330                 | 1
            A4          | H1     | RXA      | 2026-04-10 | 6        | 320                 | 1
            A5          | H1     | RXA      | 2026-04-10 | 5        | 320                 | 2
        """),
    )

    found = engine.rows("select episode_key from pathways where is_duplicate_record order by 1")
    assert found == [("A2",)]


def test_person_only_repeats_nothing(engine: DuckDBEngine) -> None:
    """There is no record to be a duplicate."""
    place_events(engine, events=[EVENT])

    assert engine.rows("select is_duplicate_record, episode_date_rule from pathways") == [(None, None)]
