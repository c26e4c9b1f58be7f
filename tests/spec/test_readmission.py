"""An emergency readmission: an emergency, a new continuous stay, 0 to 29 days after the last discharge."""

from linkage.config.contacts import Contacts
from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import Row, place_events
from tests.spec.test_admission import STAYS, TRANSFERRED, stay
from tests.tables import rows

READMITTED = """
    person      | first      | left       | how | admitted   | method | days | readmission
    ------------+------------+------------+-----+------------+--------+------+------------
    same day    | 2026-04-01 | 2026-04-03 | 1   | 2026-04-03 | 21     | 0    | true
    day 29      | 2026-04-01 | 2026-04-03 | 1   | 2026-05-02 | 21     | 29   | true
    day 30      | 2026-04-01 | 2026-04-03 | 1   | 2026-05-03 | 21     | 30   | false
    elective    | 2026-04-01 | 2026-04-03 | 1   | 2026-04-10 | 11     | 7    | false
    delivery    | 2026-04-01 | 2026-04-03 | 1   | 2026-04-10 | 31     | 7    | false
    dead        | 2026-04-01 | 2026-04-03 | 4   | 2026-04-10 | 21     |      | false
    overlapping | 2026-04-01 | 2026-04-30 | 1   | 2026-04-10 | 21     |      | false
"""


def test_readmission(engine: DuckDBEngine) -> None:
    """An emergency, 0 to 29 days after the last discharge alive; days counted from there."""
    drawn, episodes = rows(READMITTED), list[Row]()
    for case in drawn:
        who = {"person": case["person"], "class": "1", "destination": "19"}
        left = {"end": case["left"], "discharged": case["left"], "discharge_method": case["how"]}
        again = {"start": case["admitted"], "admitted": case["admitted"], "method": case["method"]}
        episodes += [
            {"episode": f"A {case['person']}", **who, "provider": "RXA", "method": "11", "spell": "S1",
             "start": case["first"], "admitted": case["first"], **left},
            {"episode": f"B {case['person']}", **who, "provider": "RXB", "spell": "S2", **again,
             "end": "2026-05-20", "discharged": "2026-05-20", "discharge_method": "1"},
        ]  # fmt: skip
    place_events(engine, episodes=episodes)
    found = engine.rows("""
        select cips.person_id, days_since_discharge, cips.is_emergency_readmission, spells.is_emergency_readmission
        from cips join spells on spells.spell_id = cips.cips_id
        where spells.first_episode_key like 'B %'""")

    assert {row[0]: row[1:] for row in found} == {
        case["person"]: (
            None if case["days"] is None else int(str(case["days"])),
            *[case["readmission"] == "true"] * 2,
        )
        for case in drawn
    }
    assert engine.rows("select count(*) from cips where is_emergency_readmission") == [(2,)]

    place_events(engine, episodes=episodes, contacts=Contacts(readmission_days=6))
    assert engine.rows("select person_id from cips where is_emergency_readmission") == [("same day",)]


UNENDED = """
    person | left       | status | destination | year | method | days | why
    -------+------------+--------+-------------+------+--------+------+---------------------------------------
    sent   | 2026-02-03 | 3      | 19          | 2025 | 1      | 7    | it ended
    before |            | 3      | 19          | 2025 | 9      |      | the day before the next admission
    day    |            | 3      | 98          | 2025 | 9      |      | the day of the next admission
    ward   |            | 3      | 51          | 2025 | 9      | 7    | the next is of the same stay
    census |            | 1      | 19          | 2011 | 9      |      | stale, years ago
    death  |            | 3      | 79          | 2025 | 4      | 7    | nothing follows it
"""


def test_a_stay_whose_end_nobody_knows(engine: DuckDBEngine) -> None:
    """Neither is the end that a rule gives it a discharge, nor is anything a readmission behind it."""
    drawn, episodes = rows(UNENDED), list[Row]()
    for case in drawn:
        who = {"person": case["person"], "class": "1"}
        first = "2012-02-01" if case["year"] == "2011" else "2026-02-01"
        episodes += [
            {"episode": f"A {case['person']}", **who, "provider": "RXA", "spell": "S1", "start": first, "method": "11",
             "admitted": first, "end": case["left"], "discharged": case["left"], "status": case["status"],
             "data_year": int(str(case["year"])), "destination": case["destination"],
             "discharge_method": case["method"]},
            *(
                {"episode": f"{name} {case['person']}", **who, "provider": "RXB", "spell": name, "start": begin,
                 "admitted": begin, "end": end, "discharged": end, "method": "21", "destination": "19",
                 "discharge_method": "1", "data_year": 2026}
                for name, begin, end in (("B", "2026-04-01", "2026-04-03"), ("C", "2026-04-10", "2026-04-12"))
            ),
        ]  # fmt: skip
    place_events(engine, episodes=episodes, complete_to=2026)

    found = engine.rows("""
        select cips.person_id, cips.days_since_discharge, cips.is_emergency_readmission
        from cips join spells on spells.spell_id = cips.cips_id
        where spells.first_episode_key like 'C %'""")
    expected = {
        case["person"]: (None, False) if case["days"] is None else (int(str(case["days"])), True)
        for case in drawn
    }
    assert {row[0]: row[1:] for row in found} == expected


def test_what_readmission_passes_over(engine: DuckDBEngine) -> None:
    """A transfer is no readmission, a session of a regular attender no discharge, a birth neither one nor the other."""
    born = [stay(row, "baby") for row in rows(STAYS) if row["case"] == "born here"]
    ill = [{**stay(row, "baby"), "admitted": "2026-04-28", "start": "2026-04-28"} for row in rows(STAYS)
           if row["case"] == "still in"]  # fmt: skip
    emergency = [{**row, "method": "21"} for row in rows(TRANSFERRED) if row["episode"] == "D"]
    others = [row for row in rows(TRANSFERRED) if row["episode"] != "D"]
    place_events(engine, episodes=[*born, *ill, *others, *emergency])

    assert engine.rows("""
        select first_episode_key, cips.days_since_discharge, cips.is_emergency_readmission
        from cips join spells on spells.spell_id = cips.cips_id order by 1""") == [
        ("A", None, False),
        ("D", 12, True),
        ("E born here", None, False),
        ("E still in", None, False),
        ("R", None, False),
    ]
    place_events(engine, episodes=[*born, *ill], contacts=Contacts(no_admission=()))
    assert engine.rows("select days_since_discharge from cips where is_emergency_readmission") == [(6,)]
