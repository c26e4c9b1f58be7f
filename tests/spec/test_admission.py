"""One meaning of "admission": for PRE_ADMISSION, GP_DA_THEN_ADMISSION, POST_DISCHARGE and the next one."""

from linkage.config.contacts import Contacts
from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import Row, place_events, seen
from tests.tables import rows

STAYS = """
    case             | class | type | method | source | start      | end        | discharged | destination | how
    -----------------+-------+------+--------+--------+------------+------------+------------+-------------+----
    elective         | 1     | 1    | 11     | 19     | 2026-04-20 | 2026-04-22 | 2026-04-22 | 19          | 1
    day case         | 2     | 1    | 12     | 19     | 2026-04-20 | 2026-04-20 | 2026-04-20 | 19          | 1
    planned          | 1     | 1    | 13     | 19     | 2026-04-20 | 2026-04-22 | 2026-04-22 | 19          | 1
    emergency        | 1     | 1    | 21     | 19     | 2026-04-20 | 2026-04-22 | 2026-04-22 | 19          | 1
    of no method     | 1     | 1    |        |        | 2026-04-20 | 2026-04-22 | 2026-04-22 | 19          | 1
    regular day      | 3     | 1    | 13     | 19     | 2026-04-20 | 2026-04-20 | 2026-04-20 | 19          | 1
    regular night    | 4     | 1    | 13     | 19     | 2026-04-20 | 2026-04-21 | 2026-04-21 | 19          | 1
    before delivery  | 1     | 1    | 31     | 19     | 2026-04-20 | 2026-04-22 | 2026-04-22 | 19          | 1
    after delivery   | 1     | 1    | 32     | 19     | 2026-04-20 | 2026-04-22 | 2026-04-22 | 19          | 1
    planned delivery | 1     | 2    | 11     | 19     | 2026-04-20 | 2026-04-22 | 2026-04-22 | 19          | 1
    home delivery    | 1     | 5    |        |        | 2026-04-20 | 2026-04-20 | 2026-04-20 | 19          | 1
    born here        | 1     | 3    | 82     | 79     | 2026-04-20 | 2026-04-22 | 2026-04-22 | 19          | 1
    born outside     | 1     | 1    | 83     | 79     | 2026-04-20 | 2026-04-22 | 2026-04-22 | 19          | 1
    born at home     | 1     | 1    | 2C     | 79     | 2026-04-20 | 2026-04-22 | 2026-04-22 | 19          | 1
    born somehow     | 1     | 3    | 99     | 79     | 2026-04-20 | 2026-04-22 | 2026-04-22 | 19          | 1
    born, no stay    | 1     | 6    | 83     | 79     | 2026-04-20 | 2026-04-20 | 2026-04-20 | 19          | 1
    still in         | 1     | 1    | 21     | 19     | 2026-04-20 |            |            |             | 8
    died             | 1     | 1    | 21     | 19     | 2026-04-20 | 2026-04-22 | 2026-04-22 | 19          | 4
    died, by where   | 1     | 1    | 21     | 19     | 2026-04-20 | 2026-04-22 | 2026-04-22 | 79          | 1
    stillborn        | 1     | 3    | 82     | 79     | 2026-04-20 | 2026-04-22 | 2026-04-22 | 79          | 5
"""
TOLD = """
    case             | before | GP     | after | next | group
    -----------------+--------+--------+-------+------+----------
    elective         | 10     | 10     | 3     | 10   | elective
    day case         | 10     | 10     | 5     | 10   | elective
    planned          | 10     | 10     | 3     | 10   | planned
    emergency        | 10     | 10     | 3     | 10   | emergency
    of no method     | 10     | 10     | 3     | 10   |
    regular day      |        |        |       |      |
    regular night    |        |        |       |      |
    before delivery  |        |        | 3     | 10   | maternity
    after delivery   |        |        | 3     | 10   | maternity
    planned delivery |        |        | 3     | 10   | elective
    home delivery    |        |        |       |      |
    born here        |        |        |       |      |
    born outside     |        |        |       |      |
    born at home     |        |        |       |      |
    born somehow     |        |        |       |      |
    born, no stay    |        |        |       |      |
    still in         | 10     | 10     |       | 10   | emergency
    died             | 10     | 10     |       | 10   | emergency
    died, by where   | 10     | 10     |       | 10   | emergency
    stillborn        |        |        |       |      |
"""


def stay(case: Row, person: str | None = None) -> Row:
    """A drawn stay as an episode at RXA of one person."""
    named = {name: value for name, value in case.items() if name not in ("case", "how")}
    who = person or case["case"]
    return {
        "episode": f"E {case['case']}",
        "person": who,
        "provider": "RXA",
        "admitted": case["start"],
        **named,
        "discharge_method": case["how"],
        "status": "3" if case["end"] else "1",
    }


def told(engine: DuckDBEngine, drawn: list[Row], contacts: Contacts | None = None) -> list[Row]:
    """What is told of a GP's scan ten days before, and of one five days after, the start of each stay."""
    events = [
        {"event": f"{when} {case['case']}", "person": case["case"], "source_setting": "04", "test_date": day}
        for case in drawn
        for when, day in (("before", "2026-04-10"), ("later", "2026-04-25"))
    ]
    place_events(engine, events=events, episodes=list(map(stay, drawn)), contacts=contacts)
    gap = "select gap_days from pathways where event_id = concat('{}', drawn.name) and relation = '{}'"
    engine.load(
        "drawn", {"nth": "integer", "name": "text"}, [(n, row["case"]) for n, row in enumerate(drawn)]
    )
    found = engine.rows(f"""
        select drawn.name, ({gap.format("before ", "PRE_ADMISSION")}),
            ({gap.format("before ", "GP_DA_THEN_ADMISSION")}), ({gap.format("later ", "POST_DISCHARGE")}),
            event.days_to_next_admission, event.next_admission_method_group
        from drawn join events as event on event.event_id = concat('before ', drawn.name)
        order by drawn.nth""")
    names = ("case", "before", "GP", "after", "next", "group")
    return [
        {name: None if value is None else str(value) for name, value in zip(names, row, strict=True)}
        for row in found
    ]


def test_what_is_an_admission(engine: DuckDBEngine) -> None:
    """No session of a regular attender, no birth; a delivery is, but the scans before it are care of the pregnancy."""
    assert told(engine, rows(STAYS)) == rows(TOLD)


def test_each_group_is_a_setting(engine: DuckDBEngine) -> None:
    """None, or others, left out; births by method or type of episode, in a bed or not at all."""
    drawn = [
        row
        for row in rows(STAYS)
        if row["case"] in ("born here", "before delivery", "planned", "born, no stay")
    ]

    assert told(engine, drawn, Contacts(no_admission=(), no_relation_before=("planned",))) == rows("""
        case             | before | GP     | after | next | group
        -----------------+--------+--------+-------+------+----------
        planned          |        |        | 3     | 10   | planned
        before delivery  | 10     | 10     | 3     | 10   | maternity
        born here        | 10     | 10     | 3     | 10   | birth
        born, no stay    |        |        |       |      |
    """)
    assert told(engine, drawn[:1], Contacts(no_admission=("planned",))) == rows("""
        case             | before | GP     | after | next | group
        -----------------+--------+--------+-------+------+----------
        planned          |        |        |       |      |
    """)


TRANSFERRED = """
episode | person | provider | spell | class | method | admitted   | start      | end        | discharged | destination
--------+--------+----------+-------+-------+--------+------------+------------+------------+------------+------------
A       | H1     | RXA      | S1    | 1     | 21     | 2026-04-10 | 2026-04-10 | 2026-04-12 | 2026-04-12 | 51
B       | H1     | RXB      | S2    | 1     | 2B     | 2026-04-13 | 2026-04-13 | 2026-04-16 | 2026-04-16 | 51
C       | H1     | RXC      | S3    | 1     | 81     | 2026-04-16 | 2026-04-16 | 2026-04-20 | 2026-04-20 | 19
R       | H1     | RXA      | S4    | 3     | 13     | 2026-04-22 | 2026-04-22 | 2026-04-22 | 2026-04-22 | 19
D       | H1     | RXA      | S5    | 1     | 11     | 2026-05-02 | 2026-05-02 | 2026-05-03 | 2026-05-03 | 19
"""


def test_a_transfer_is_no_admission(engine: DuckDBEngine) -> None:
    """A stay begins with its first spell and ends with its last, whatever day of it the test falls on."""
    days = ("2026-04-09", "2026-04-11", "2026-04-12", "2026-04-15", "2026-04-17", "2026-04-21")
    place_events(
        engine,
        events=[{"event": day, "person": "H1", "provider": "RXA", "test_date": day} for day in days],
        episodes=rows(TRANSFERRED),
    )
    expected = rows("""
        event_id   | days_to_next_admission | next_admission_method_group | relations
        -----------+------------------------+-----------------------------+------------------------------
        2026-04-09 | 1                      | emergency                   | PRE_ADMISSION
        2026-04-11 | 21                     | elective                    | IN_EPISODE,PRE_ADMISSION
        2026-04-12 | 20                     | elective                    | IN_EPISODE,PRE_ADMISSION
        2026-04-15 | 17                     | elective                    | IN_EPISODE,PRE_ADMISSION
        2026-04-17 | 15                     | elective                    | IN_EPISODE,PRE_ADMISSION
        2026-04-21 | 11                     | elective                    | PRE_ADMISSION,POST_DISCHARGE
    """)

    assert seen(engine, "events", expected[0]) == expected
    around = engine.rows("""
        select event_id, relation, episode_key, gap_days from pathways
        where relation in ('PRE_ADMISSION', 'POST_DISCHARGE') and event_id in ('2026-04-09', '2026-04-21')
        order by all""")
    assert around == [
        ("2026-04-09", "PRE_ADMISSION", "A", 1),
        ("2026-04-09", "PRE_ADMISSION", "D", 23),
        ("2026-04-21", "POST_DISCHARGE", "C", 1),
        ("2026-04-21", "PRE_ADMISSION", "D", 11),
    ]


def test_the_next_admission_is_named(engine: DuckDBEngine) -> None:
    """Its spell and its continuous stay, which bears the name of its first spell; of two of one day the shorter."""
    two = rows("""
        episode | person | provider | spell | method | admitted   | start      | end        | discharged
        --------+--------+----------+-------+--------+------------+------------+------------+-----------
        E1      | H1     | RXA      | S1    | 11     | 2026-04-20 | 2026-04-20 | 2026-04-25 | 2026-04-25
        E2      | H1     | RXB      | S2    | 21     | 2026-04-20 | 2026-04-20 | 2026-04-21 | 2026-04-21
    """)
    place_events(engine, events=[{"event": "1", "person": "H1", "test_date": "2026-04-01"}], episodes=two)

    assert engine.rows("""
        select spells.first_episode_key, next_cips_id = next_spell_id, next_admission_method_group
        from events join spells on spells.spell_id = events.next_spell_id
        join cips on cips.cips_id = events.next_cips_id""") == [("E2", True, "emergency")]


def test_no_stay_comes_before_or_after_itself(engine: DuckDBEngine) -> None:
    """An episode covers the test: an admission later, or a discharge earlier, is a slip of its date."""
    slipped = rows("""
        episode | person | provider | spell | admitted   | start      | end        | discharged
        --------+--------+----------+-------+------------+------------+------------+-----------
        E1      | late   | RXA      | S1    | 2026-04-20 | 2026-04-08 | 2026-04-22 | 2026-04-22
        E2      | soon   | RXA      | S1    | 2026-04-01 | 2026-04-01 | 2026-04-22 | 2026-04-05
    """)
    place_events(
        engine,
        events=[{"event": who, "person": who, "test_date": "2026-04-10"} for who in ("late", "soon")],
        episodes=slipped,
    )

    assert seen(engine, "events", ("event_id", "relations", "days_to_next_admission")) == rows("""
        event_id | relations  | days_to_next_admission
        ---------+------------+-----------------------
        late     | IN_EPISODE |
        soon     | IN_EPISODE |
    """)
