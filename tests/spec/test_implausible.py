"""Signs that a link, or a record, is wrong: each flag at its boundary, carried from the event to its relations."""

from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import Row, place_events
from tests.tables import rows

EVENT = {"event": "1", "person": "H1", "provider": "RXA", "test_date": "2026-04-10"}
FLAGS = ("after_death", "before_birth", "in_two_hospitals", "sex_impossible", "mothers_number")


def events(number: int, **columns: str) -> list[Row]:
    """So many people, H0, H1, H2 ..., each with one event."""
    return [{**EVENT, **columns, "event": str(n), "person": f"H{n}"} for n in range(number)]


def flags(engine: DuckDBEngine) -> list[list[str]]:
    """The signs that each event shows, in their order; pathways must say whether there is any."""
    found = {
        str(event): [flag for flag, shown in zip(FLAGS, row, strict=True) if shown]
        for event, *row in engine.rows(
            f"select event_id, {', '.join(FLAGS)} from events order by cast(event_id as int)"
        )
    }
    told = engine.rows("select distinct event_id, implausible from pathways order by 1")
    assert told == sorted((event, bool(signs)) for event, signs in found.items())
    return list(found.values())


def test_after_the_death_in_the_deaths_file(engine: DuckDBEngine) -> None:
    """On the day itself a test may have come before."""
    died = ("2026-04-09", "2026-04-10", "2026-04-11")
    deaths = [{"person": f"H{n}", "death_date": day} for n, day in enumerate(died)]
    place_events(engine, events=events(3), deaths=deaths)

    assert flags(engine) == [["after_death"], [], []]
    assert engine.rows("select days_to_death from events order by event_id") == [(-1,), (0,), (1,)]


def test_after_a_death_in_hospital(engine: DuckDBEngine) -> None:
    """A discharge by death tells it too; the deaths file comes first."""
    cases: dict[tuple[str, str | None], list[str]] = {
        ("4", "19"): ["after_death"],
        ("5", None): ["after_death"],
        ("1", "79"): ["after_death"],
        ("1", "19"): [],
    }
    stay: Row = {
        "admitted": "2026-04-01",
        "start": "2026-04-01",
        "end": "2026-04-05",
        "discharged": "2026-04-05",
    }
    stays: list[Row] = [
        {
            **stay,
            "episode": f"E{n}",
            "person": f"H{n}",
            "discharge_method": method,
            "destination": destination,
        }
        for n, (method, destination) in enumerate(cases)
    ]
    place_events(engine, events=events(4), episodes=stays)
    assert flags(engine) == list(cases.values())

    deaths = [{"person": f"H{n}", "death_date": "2026-06-01"} for n in range(4)]
    place_events(engine, events=events(4), episodes=stays, deaths=deaths)
    assert flags(engine) == [[], [], [], []]


def test_the_latest_of_several_deaths(engine: DuckDBEngine) -> None:
    """One that was sent in error must not make all that follows impossible."""
    stays: list[Row] = [
        {"episode": f"E{n}", "person": "H0", "admitted": day, "start": day, "end": day, "discharged": day,
         "discharge_method": "4"}
        for n, day in enumerate(("2026-04-01", "2026-04-10"))
    ]  # fmt: skip
    place_events(engine, events=events(1), episodes=stays)

    assert flags(engine) == [[]]


def test_before_every_birth_date(engine: DuckDBEngine) -> None:
    """Somebody who has had several birth dates counts by the earliest."""
    born: list[list[str | None]] = [["2026-04-11"], ["2026-04-10"], ["2026-04-11", "1980-01-01"], [None]]
    people = [{"person_id": f"H{n}", "birth_date": day} for n, days in enumerate(born) for day in days]
    place_events(engine, events=events(4), identities=people)

    assert flags(engine) == [["before_birth"], [], [], []]


def test_an_examination_of_the_other_sex(engine: DuckDBEngine) -> None:
    """By the lookup of imaging codes; somebody recorded as both shows no sign."""
    sexes: list[list[str | None]] = [["1"], ["2"], ["1", "2"], [None], ["1", None]]
    people = [{"person_id": f"H{n}", "sex": sex} for n, known in enumerate(sexes) for sex in known]
    of_one_sex = events(5, imaging_code_nicip="UOBST")
    other = {**of_one_sex[0], "event": "5", "imaging_code_nicip": "UKIDN"}
    kinds = [
        {"imaging_code": code, "modality": "Ultrasound", "sex": sex}
        for code, sex in (("UOBST", "2"), ("UKIDN", None))
    ]
    place_events(engine, events=[*of_one_sex, other], identities=people, examinations=kinds)

    assert flags(engine) == [["sex_impossible"], [], [], [], ["sex_impossible"], []]


def test_in_bed_elsewhere(engine: DuckDBEngine) -> None:
    """A test of RXA's own patient while in RXB's bed, not on its first or last day."""
    cases = {
        ("RXB", "2026-04-09", "2026-04-11", "01"): ["in_two_hospitals"],
        ("RXB", "2026-04-09", "2026-04-11", "02"): ["in_two_hospitals"],
        ("RXB", "2026-04-09", "2026-04-11", "05"): ["in_two_hospitals"],
        ("RXB", "2026-04-09", "2026-04-11", "03"): [],
        ("RXB", "2026-04-09", "2026-04-11", "06"): [],
        ("RXB", "2026-04-10", "2026-04-11", "01"): [],
        ("RXB", "2026-04-09", "2026-04-10", "01"): [],
        ("RXA", "2026-04-09", "2026-04-11", "01"): [],
    }
    tests = [
        {**event, "source_setting": setting}
        for event, (*_, setting) in zip(events(len(cases)), cases, strict=True)
    ]
    stays = [
        {"episode": f"E{n}", "person": f"H{n}", "provider": provider, "start": start, "end": end}
        for n, (provider, start, end, _) in enumerate(cases)
    ]
    place_events(engine, events=tests, episodes=stays)

    assert dict(zip(cases, flags(engine), strict=True)) == cases


def test_a_regular_attender_is_in_no_bed(engine: DuckDBEngine) -> None:
    """By the class of the patient: a course of sessions elsewhere from 9 to 11 April is none; nobody's class is."""
    cases = {
        "1": ["in_two_hospitals"],
        "2": ["in_two_hospitals"],
        None: ["in_two_hospitals"],
        "3": [],
        "4": [],
    }
    stays = [
        {"episode": f"E{n}", "person": f"H{n}", "provider": "RXB", "start": "2026-04-09", "end": "2026-04-11",
         "class": patient_class}
        for n, patient_class in enumerate(cases)
    ]  # fmt: skip
    place_events(engine, events=events(len(cases), source_setting="01"), episodes=stays)

    assert dict(zip(cases, flags(engine), strict=True)) == cases


def test_in_bed_here_as_well(engine: DuckDBEngine) -> None:
    """An episode here that covers the day explains the test; the overlap is the spells' to tell."""
    place_events(
        engine,
        events=[{**EVENT, "source_setting": "01"}],
        episodes=rows("""
            episode | person | provider | spell | admitted   | start      | end        | discharged
            --------+--------+----------+-------+------------+------------+------------+-----------
            E1      | H1     | RXB      | S1    | 2026-04-01 | 2026-04-01 | 2026-04-20 | 2026-04-20
            E2      | H1     | RXA      | S2    | 2026-04-08 | 2026-04-08 | 2026-04-10 | 2026-04-10
        """),
    )

    assert flags(engine) == [[]]
    assert engine.rows("select distinct overlaps_elsewhere from spells") == [(True,)]


TAKEN = """
    what        | provider | day        | attended | sign
    ------------+----------+------------+----------+-----------------
    nothing     |          |            |          | in_two_hospitals
    attendance  | RXA      | 2026-04-10 |          |
    attendance  | RXA      | 2026-04-09 |          |
    attendance  | RXA      | 2026-04-08 |          | in_two_hospitals
    attendance  | RXB      | 2026-04-10 |          | in_two_hospitals
    attendance  |          | 2026-04-10 |          |
    appointment | RXA      | 2026-04-10 | 5        |
    appointment | RXA      | 2026-04-10 | 3        | in_two_hospitals
    appointment | RXA      | 2026-04-09 | 5        | in_two_hospitals
    appointment | RXB      | 2026-04-10 | 5        | in_two_hospitals
"""


def test_an_inpatient_who_is_taken_to_another_hospital(engine: DuckDBEngine) -> None:
    """A record here that day, or that may be here, explains the test: a mental-health inpatient's visit to A&E."""
    cases = rows(TAKEN)
    tests = events(len(cases), source_setting="05")
    stays = [
        {"episode": f"E{n}", "person": f"H{n}", "provider": "RXB", "start": "2026-04-01", "end": "2026-04-30"}
        for n in range(len(cases))
    ]
    records = [{**row, "person": f"H{n}", row["what"]: f"K{n}"} for n, row in enumerate(cases)]
    place_events(
        engine,
        events=tests,
        episodes=stays,
        attendances=[{**row, "arrival": row["day"]} for row in records if row["what"] == "attendance"],
        appointments=[{**row, "date": row["day"]} for row in records if row["what"] == "appointment"],
    )

    assert flags(engine) == [[row["sign"]] if row["sign"] else [] for row in cases]


def test_a_bed_whose_end_nobody_sent_is_no_bed_elsewhere(engine: DuckDBEngine) -> None:
    """Neither while it is unconfirmed, nor up to the census of a stale one."""
    tests = [{**EVENT, "source_setting": "01", "test_date": day} for day in ("2026-04-10", "2026-03-10")]
    for test in tests:
        for complete_to in (2020, 2026):
            place_events(
                engine,
                events=[test],
                episodes=[
                    {"episode": "E1", "person": "H1", "provider": "RXB", "start": "2025-06-01", "status": "1",
                     "data_year": 2025},
                    {"episode": "E2", "person": "H9", "start": "2026-06-01", "end": "2026-06-02", "data_year": 2026},
                ],
                complete_to=complete_to,
            )  # fmt: skip
            assert flags(engine) == [[]]


BABIES = """
    number   | birth    | sex      | born       | test       | type | class | sign | why
    ---------+----------+----------+------------+------------+------+-------+------+-----------------------------------
    exact    | conflict | conflict | 2026-04-09 | 2026-04-10 | 2    | 1     | yes  | a boy in her delivery
    exact    | conflict | exact    | 2026-04-09 | 2026-04-10 | 2    | 1     | yes  | a girl
    exact    | conflict | exact    | 2026-04-09 | 2026-05-20 | 2    | 1     | yes  | six weeks old
    exact    | conflict | exact    | 2026-04-09 | 2026-04-10 | 1    | 5     | yes  | she stayed for the delivery alone
    exact    | conflict | conflict | 2025-04-09 | 2026-04-10 | 2    | 1     | yes  | a wrong birth date too
    exact    | conflict | conflict | 2025-04-09 | 2026-05-20 | 2    | 1     |      | no baby of hers
    exact    | conflict | exact    | 1990-04-09 | 2026-04-10 | 2    | 1     |      | a slip in her own birth date
    exact    | conflict | conflict | 2026-04-09 | 2026-04-10 | 1    | 1     |      | no delivery
    exact    | missing  | conflict |            | 2026-04-10 | 2    | 1     |      | nobody knows how old
    exact    | exact    | conflict | 1990-01-01 | 2026-04-10 | 2    | 1     |      | a wrong sex
    conflict | conflict | conflict | 2026-04-09 | 2026-04-10 | 2    | 1     |      | another number
"""


def test_a_baby_under_its_mothers_number(engine: DuckDBEngine) -> None:
    """She is in from 8 to 12 April."""
    cases = rows(BABIES)
    tests = [
        {
            **event,
            "test_date": row["test"],
            "birth_date": row["born"],
            "nhs_number_agreement": row["number"],
            "birth_date_agreement": row["birth"],
            "sex_agreement": row["sex"],
        }
        for event, row in zip(events(len(cases)), cases, strict=True)
    ]
    stays = [
        {
            "episode": f"E{n}",
            "person": f"H{n}",
            "admitted": "2026-04-08",
            "start": "2026-04-08",
            "end": "2026-04-12",
            "discharged": "2026-04-12",
            "type": row["type"],
            "class": row["class"],
        }
        for n, row in enumerate(cases)
    ]
    place_events(engine, events=tests, episodes=stays)

    assert flags(engine) == [["mothers_number"] if row["sign"] else [] for row in cases]
