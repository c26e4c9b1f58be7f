"""How an attendance is known to have led to an admission: by key, or by date where nothing speaks against it."""

from linkage.config.contacts import Contacts
from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import Row, place_events
from tests.spec.test_ae_then_admitted import ATTENDANCE, EVENT, admission
from tests.tables import rows


def links(engine: DuckDBEngine) -> list[tuple[object, ...]]:
    """Each attendance that led to an admission, with the first episode of its spell, and how that is known."""
    return engine.rows("""
        select pathways.episode_key, spells.first_episode_key, pathways.admission_link
        from pathways left join spells on spells.spell_id = pathways.spell_id
        where pathways.relation = 'AE_THEN_ADMITTED'
        order by 1""")


def test_a_date_unless_the_attendance_ended_otherwise(engine: DuckDBEngine) -> None:
    """By date: admitted, "other", unknown, and what ECDS says that is not known to send elsewhere. By key: whatever."""
    cases: dict[str | None, str | None] = {
        **dict.fromkeys(("01", "14", None, "306706006", "1066331000000109"), "date"),
        **dict.fromkeys(("02", "03", "04", "05", "06", "07", "10", "11", "12", "13")),
        **dict.fromkeys(("306689006", "306691003", "19712007", "305398007")),
    }
    events, attendances, episodes = list[Row](), list[Row](), list[Row]()
    for n, code in enumerate(cases):
        for how, key in (("date", None), ("key", f"E{n} key")):
            who = {"person": f"H{n} {how}"}
            events += [{**rows(EVENT)[0], **who, "event": f"{n} {how}"}]
            attendances += [
                {**rows(ATTENDANCE)[0], **who, "attendance": f"T{n} {how}", "disposal": code, "episode": key}
            ]
            episodes += admission(**who, episode=f"E{n} {how}")
    place_events(engine, events=events, attendances=attendances, episodes=episodes)

    expected = {(f"T{n} key", f"E{n} key", "key") for n in range(len(cases))}
    expected |= {(f"T{n} date", f"E{n} date", "date") for n, link in enumerate(cases.values()) if link}
    assert set(links(engine)) == expected

    every = Contacts(not_admitted=())
    place_events(engine, events=events, attendances=attendances, episodes=episodes, contacts=every)
    assert len(links(engine)) == 2 * len(cases)


def test_a_date_unless_another_attendance_has_the_spell_by_key(engine: DuckDBEngine) -> None:
    """By the key of either record; one that was sent twice, or is in both data sets, is one."""
    drawn = """
        who        | attendance | source | place | arrival    | minute | episode | named_by | led
        -----------+------------+--------+-------+------------+--------+---------+----------+-----
        nobody     | T1         | AE     | RXA   | 2026-04-10 | 600    |         |          | date
        itself     | T2         | AE     | RXA   | 2026-04-10 | 600    | E       |          | key
        another    | T3         | AE     | RXA   | 2026-04-10 | 600    |         |          |
        another    | T4         | AE     | RXA   | 2026-04-09 | 600    | E       |          |
        named      | T5         | AE     | RXA   | 2026-04-10 | 600    |         | T6       |
        named      | T6         | AE     | RXB   | 2026-04-10 | 600    |         |          | key
        not there  | T7         | AE     | RXA   | 2026-04-10 | 600    |         | T9       |
        of ECDS    | T8         | ECDS   | RXA   | 2026-04-10 | 600    |         | T9       | date
        twice      | TA         | AE     | RXA   | 2026-04-10 | 600    | E       |          | key
        twice      | TB         | ECDS   | RXA   | 2026-04-10 | 659    |         |          | date
        an hour    | TC         | AE     | RXA   | 2026-04-10 | 600    | E       |          | key
        an hour    | TD         | ECDS   | RXA   | 2026-04-10 | 660    |         |          |
        midnight   | TE         | AE     | RXA   | 2026-04-09 | 1430   | E       |          |
        midnight   | TF         | ECDS   | RXA   | 2026-04-10 | 9      |         |          | date
        no time    | TG         | AE     | RXA   | 2026-04-10 |        | E       |          | key
        no time    | TH         | ECDS   | RXA   | 2026-04-10 | 600    |         |          | date
    """
    cases = rows(drawn)
    people = dict.fromkeys(case["who"] for case in cases)
    named = {case["who"]: str(case["named_by"]) for case in cases if case["named_by"]}
    place_events(
        engine,
        events=[{**rows(EVENT)[0], "event": who, "person": who} for who in people],
        attendances=[
            {
                "attendance": case["attendance"], "person": case["who"], "provider": case["place"],
                "attendance_source": case["source"], "arrival": case["arrival"], "arrival_minute": case["minute"],
                "departure_date": case["arrival"], "episode": case["episode"] and f"E {case['who']}",
            }
            for case in cases
        ],
        episodes=[
            row
            for who in people
            for row in admission(episode=f"E {who}", person=str(who), attendance=named.get(who))
        ],
    )  # fmt: skip
    assert links(engine) == [
        (case["attendance"], f"E {case['who']}", case["led"]) for case in cases if case["led"]
    ]


def test_an_episode_that_came_again_finished(engine: DuckDBEngine) -> None:
    """Whatever names the unfinished record, or is named by it, means the finished one."""
    attendances = [{**rows(ATTENDANCE)[0], "attendance": "T1", "disposal": "01"}]
    finished = admission(episode="E2", order="1")
    for named, by in (("E1", None), (None, "T1")):
        unfinished = admission(episode="E1", order="1", status="1", end=None, discharged=None, attendance=by)
        place_events(
            engine,
            events=rows(EVENT),
            attendances=[{**row, "episode": named} for row in attendances],
            episodes=[*unfinished, *finished],
        )
        assert links(engine) == [("T1", "E2", "key")]
