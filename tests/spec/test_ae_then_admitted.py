"""AE_THEN_ADMITTED: an attendance beside the test, as AE_SAME_DAY, that leads to an admission."""

from collections.abc import Sequence

from linkage.config.windows import Windows
from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import Row, place_events, seen
from tests.tables import rows

EVENT = """
    event | person | provider | test_date
    ------+--------+----------+-----------
    1     | H1     | RXA      | 2026-04-10
"""
ATTENDANCE = """
    attendance | person | provider | arrival    | episode | disposal
    -----------+--------+----------+------------+---------+---------
    T1         | H1     | RXA      | 2026-04-10 |         | 01
"""


def admission(**changed: str | None) -> list[Row]:
    """An emergency admission of H1 to RXA on the day of arrival, with changes."""
    stay: Row = {
        "episode": "E1",
        "person": "H1",
        "provider": "RXA",
        "admitted": "2026-04-10",
        "start": "2026-04-10",
        "end": "2026-04-14",
        "discharged": "2026-04-14",
        "method": "21",
    }
    return [{**stay, **changed}]


def led_to(engine: DuckDBEngine) -> list[tuple[object, ...]]:
    """The attendances that led to an admission, and the first episode of its spell."""
    return engine.rows("""
        select pathways.episode_key, spells.first_episode_key
        from pathways left join spells on spells.spell_id = pathways.spell_id
        where pathways.relation = 'AE_THEN_ADMITTED'
        order by 1""")


def leading(engine: DuckDBEngine, cases: Sequence[dict[str, str | None]]) -> list[bool]:
    """Whether the attendance of each case, changes to `admission` of a person of their own, led to it."""
    events, attendances, episodes = list[Row](), list[Row](), list[Row]()
    for n, changed in enumerate(cases):
        events += [{**row, "event": f"{n}", "person": f"H{n}"} for row in rows(EVENT)]
        attendances += [{**row, "attendance": f"T{n}", "person": f"H{n}"} for row in rows(ATTENDANCE)]
        episodes += admission(**{"episode": f"E{n}", "person": f"H{n}", **changed})
    place_events(engine, events=events, attendances=attendances, episodes=episodes)

    found = led_to(engine)
    led = [(f"T{n}", f"E{n}") in found for n in range(len(cases))]
    assert sum(led) == len(found)
    return led


def test_every_day_around_an_arrival(engine: DuckDBEngine) -> None:
    """An emergency admission there on the day of arrival or the day after."""
    days = {"2026-04-09": False, "2026-04-10": True, "2026-04-11": True, "2026-04-12": False}

    assert leading(engine, [{"admitted": day, "start": day} for day in days]) == list(days.values())


def test_which_admissions(engine: DuckDBEngine) -> None:
    """Emergencies only, of this person, at the provider of the attendance."""
    leads: list[dict[str, str | None]] = [{"method": "22"}, {"method": "2A"}]
    leads_not: list[dict[str, str | None]] = [
        {"method": "11"},
        {"method": "31"},
        {"method": "81"},
        {"method": None},
        {"provider": "RXB"},
        {"provider": None},
        {"person": "somebody else"},
    ]

    assert leading(engine, [*leads, *leads_not]) == [True] * len(leads) + [False] * len(leads_not)


def test_by_key_of_either_record(engine: DuckDBEngine) -> None:
    """EPIKEY of the attendance or AEKEY of the episode: no day, method or provider is asked for."""
    elsewhere = {"provider": "RXB", "method": "11", "admitted": "2026-04-15", "start": "2026-04-15"}
    named = [{**row, "episode": "E1"} for row in rows(ATTENDANCE)]
    place_events(engine, events=rows(EVENT), attendances=named, episodes=admission(**elsewhere))
    assert led_to(engine) == [("T1", "E1")]

    naming = admission(attendance="T1", **elsewhere)
    place_events(engine, events=rows(EVENT), attendances=rows(ATTENDANCE), episodes=naming)
    assert led_to(engine) == [("T1", "E1")]

    another = admission(attendance="T1", person="H2", **elsewhere)
    place_events(engine, events=rows(EVENT), attendances=rows(ATTENDANCE), episodes=another)
    assert led_to(engine) == []


def test_the_episode_named_may_be_missing(engine: DuckDBEngine) -> None:
    """The attendance says that it led to an admission, though that is not among the person's; it has no spell."""
    named = [{**row, "episode": "E9"} for row in rows(ATTENDANCE)]
    place_events(engine, events=rows(EVENT), attendances=named)
    assert led_to(engine) == [("T1", None)]

    place_events(engine, events=rows(EVENT), attendances=named, episodes=admission(episode="E9", person="H2"))
    assert led_to(engine) == [("T1", None)]

    place_events(engine, events=rows(EVENT), attendances=named, episodes=admission())
    assert led_to(engine) == [("T1", "E1")]


def test_a_key_before_a_date_then_the_earlier(engine: DuckDBEngine) -> None:
    """One row for each attendance, whatever the number of admissions."""
    two = [*admission(), *admission(episode="E0", admitted="2026-04-11", start="2026-04-11")]
    place_events(engine, events=rows(EVENT), attendances=rows(ATTENDANCE), episodes=two)
    assert led_to(engine) == [("T1", "E1")]

    named = [{**row, "episode": "E0"} for row in rows(ATTENDANCE)]
    place_events(engine, events=rows(EVENT), attendances=named, episodes=two)
    assert led_to(engine) == [("T1", "E0")]


def test_beside_the_relation_to_the_attendance(engine: DuckDBEngine) -> None:
    """It carries the attendance's key and the admission's spell; AE_SAME_DAY of the attendance counts before it."""
    place_events(
        engine,
        events=[{"event": "1", "person": "H1", "provider": "RXA", "test_date": "2026-04-10"}],
        attendances=rows("""
            attendance | person | provider | arrival    | disposal
            -----------+--------+----------+------------+---------
            T1         | H1     | RXA      | 2026-04-10 | 01
            T2         | H1     | RXB      | 2026-04-10 | 03
        """),
        episodes=admission(admitted="2026-04-11", start="2026-04-11"),
    )
    expected = rows("""
        relation         | episode_key | is_primary | admission_method_group | day_of_stay | attendance_disposal
        -----------------+-------------+------------+------------------------+-------------+--------------------
        AE_SAME_DAY      | T1          | true       |                        |             | 01
        AE_SAME_DAY      | T2          | false      |                        |             | 03
        AE_THEN_ADMITTED | T1          | false      | emergency              |             | 01
    """)

    assert seen(engine, "pathways where episode_source = 'AE'", expected[0]) == expected


def test_only_what_stands_beside_the_test(engine: DuckDBEngine) -> None:
    """An attendance of another day leads nowhere for this event."""
    earlier = [{**row, "arrival": "2026-04-08"} for row in rows(ATTENDANCE)]
    place_events(engine, events=rows(EVENT), attendances=earlier, episodes=admission(attendance="T1"))

    assert led_to(engine) == []


def test_the_window_is_a_rule(engine: DuckDBEngine) -> None:
    """With none, only an admission on the day of arrival."""
    place_events(
        engine,
        events=rows(EVENT),
        attendances=rows(ATTENDANCE),
        episodes=admission(admitted="2026-04-11"),
        windows=Windows(ae_days_to_admission=0),
    )

    assert led_to(engine) == []


def test_a_session_of_a_regular_attender_is_none_by_date(engine: DuckDBEngine) -> None:
    """Nor is a birth at home, which HES has among the methods of emergency admission."""
    cases: list[dict[str, str | None]] = [{"class": "1"}, {"class": "3"}, {"class": "4"}, {"method": "2C"}]

    assert leading(engine, cases) == [True, False, False, False]
