"""The hospital records of a release: whose they are, their codes at their places, private patients, times of day."""

from datetime import date

from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import place_events
from tests.tables import rows

EVENTS = [{"event": "1", "person": "H1", "provider": "RXA", "test_date": "2026-04-10"}]
APRIL = ("2026-04-01", "2026-04-30")


def test_whose(engine: DuckDBEngine) -> None:
    """Of people with a linked event of the month, or of everybody; nobody's records are no row."""
    episodes = [
        {"episode": key, "person": person, "provider": "RXA", "admitted": "2026-01-01", "start": "2026-01-01",
         "end": "2026-01-02"}
        for key, person in (("E1", "H1"), ("E2", "H2"), ("E3", None))
    ]  # fmt: skip
    attendances = [{"attendance": f"A{n}", "person": person} for n, person in enumerate(("H1", "H2", None))]
    appointments = [{"appointment": f"O{n}", "person": person} for n, person in enumerate(("H1", "H2", None))]
    found = {}
    for days in (APRIL, None):
        place_events(
            engine,
            with_records=True,
            events=EVENTS,
            episodes=episodes,
            attendances=attendances,
            appointments=appointments,
            days=days,
        )
        found[days] = [
            [row[0] for row in engine.rows(f"select person_id from {table} order by 1")]
            for table in ("episodes", "attendances", "appointments")
        ]

    assert found == {APRIL: [["H1"]] * 3, None: [["H1", "H2"]] * 3}


def test_codes_at_their_places(engine: DuckDBEngine) -> None:
    """A code that means none is none; a blank place stays blank."""
    episode = {
        "episode": "E1", "person": "H1", "provider": "RXA", "admitted": "2026-04-01", "start": "2026-04-01",
        "end": "2026-04-12", "primary_diagnosis": "I639", "other_diagnoses": "I10X||R69X|E119",
        "main_procedure": "U212", "other_procedures": "-|Z926", "procedure_days": "2026-04-02||2026-04-03",
    }  # fmt: skip
    place_events(engine, with_records=True, events=EVENTS, episodes=[episode])

    told = engine.rows("""
        select diagnosis_01, diagnosis_02, diagnosis_03, diagnosis_04, diagnosis_05, diagnosis_20,
            procedure_01, procedure_02, procedure_03, procedure_24,
            procedure_date_01, procedure_date_02, procedure_date_03, procedure_date_24
        from episodes""")
    diagnoses = ("I639", "I10X", None, None, "E119", None)
    assert told == [(*diagnoses, "U212", None, "Z926", None, date(2026, 4, 2), None, date(2026, 4, 3), None)]


def test_private_patients(engine: DuckDBEngine) -> None:
    """By the administrative category; nothing is said of somebody without one."""
    categories = {"01": False, "02": True, "03": False, "04": False, "98": None, None: None}
    appointments = [
        {"appointment": f"O{n}", "person": "H1", "administrative_category": category}
        for n, category in enumerate(categories)
    ]
    place_events(engine, with_records=True, events=EVENTS, appointments=appointments)

    found = engine.rows("select is_private from appointments order by appointment_key")
    assert [row[0] for row in found] == list(categories.values())


CASES = rows("""
    attendance | person | arrival_minute | departure_minute | episode_key | arrived | left  | admitted
    -----------+--------+----------------+------------------+-------------+---------+-------+---------
    A1         | H1     | 0              | 65               | E1          | 00:00   | 01:05 | yes
    A2         | H1     | 1439           |                  |             | 23:59   |       |
    A3         | H1     |                | 605              | E9          |         | 10:05 |
    A4         | H1     |                |                  | E2          |         |       |
    A5         | H1     |                |                  | E0          |         |       | yes
    A6         | H1     |                |                  |             |         |       | later
    A7         | H1     |                |                  | E1          |         |       | yes
    A8         | H1     |                |                  |             |         |       |
    A9         | H1     |                |                  |             |         |       | yes
""")
"""
E1 is an episode of H1, E2 of somebody else, E9 of nobody; E0 came again, finished, as E1. E3 and E4, of a later stay of
H1, name A6 and A7 as the attendance that led there, E2 of somebody else names A8, and E0 A9.
"""


def test_attendances(engine: DuckDBEngine) -> None:
    """
    Times of day as hh:mm, and the spell that a key leads to, if that is the same person's: the earlier of two.

    The key of the episode in the attendance, or that of the attendance in the episode.
    """
    later = {"provider": "RXA", "admitted": "2026-04-20", "start": "2026-04-20", "end": "2026-04-21"}
    stay = {"provider": "RXA", "admitted": "2026-04-01", "start": "2026-04-01", "order": "1"}
    episodes = [
        {**stay, "episode": "E0", "person": "H1", "status": "1", "attendance_key": "A9"},
        {**stay, "episode": "E1", "person": "H1", "end": "2026-04-02"},
        {**stay, "episode": "E2", "person": "H2", "end": "2026-04-02", "attendance_key": "A8"},
        {**later, "episode": "E3", "person": "H1", "order": "1", "attendance_key": "A6"},
        {**later, "episode": "E4", "person": "H1", "order": "2", "attendance_key": "A7"},
    ]
    drawn = ("attendance", "person", "arrival_minute", "departure_minute", "episode_key")
    attendances = [{name: case[name] for name in drawn} for case in CASES]
    place_events(engine, with_records=True, events=EVENTS, episodes=episodes, attendances=attendances)

    found = engine.rows("""
        select arrival_time, departure_time, case day(admission_date) when 1 then 'yes' when 20 then 'later' end
        from attendances
        left join spells on spells.spell_id = attendances.admitted_spell_id
        order by attendance_key""")
    assert found == [(case["arrived"], case["left"], case["admitted"]) for case in CASES]


def test_an_episode_names_no_attendance_of_ecds(engine: DuckDBEngine) -> None:
    """A key of HES A&E that stands in ECDS too is another attendance there."""
    stay = {"episode": "E1", "person": "H1", "provider": "RXA", "admitted": "2026-04-01", "start": "2026-04-01",
            "end": "2026-04-02", "attendance_key": "A1"}  # fmt: skip
    attendances = [{"attendance": "A1", "person": "H1", "attendance_source": name} for name in ("AE", "ECDS")]
    for days in (APRIL, None):
        place_events(
            engine, with_records=True, events=EVENTS, episodes=[stay], attendances=attendances, days=days
        )

        found = engine.rows("select attendance_source from attendances where admitted_spell_id is not null")
        assert found == [("AE",)]
