"""Relations to an ECDS attendance, which has a departure date."""

import pytest

from linkage.config.windows import Windows
from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import Row, place_events, seen

EVENT = {"event": "1", "person": "H1", "provider": "RXA"}
ATTENDANCE = {"attendance": "T1", "person": "H1", "provider": "RXA", "attendance_source": "ECDS"}


def test_every_day_around_an_attendance(engine: DuckDBEngine) -> None:
    """From arrival on the 10th to departure, in ECDS at most three days; without one, to the day after."""
    cases = {
        ("ECDS", "2026-04-10", "2026-04-09"): "PERSON_ONLY",
        ("ECDS", "2026-04-10", "2026-04-10"): "AE_SAME_DAY",
        ("ECDS", "2026-04-10", "2026-04-11"): "PERSON_ONLY",
        ("AE", "2026-04-10", "2026-04-10"): "AE_SAME_DAY",
        ("AE", "2026-04-10", "2026-04-11"): "PERSON_ONLY",
        ("AE", "2026-04-11", "2026-04-11"): "AE_SAME_DAY",
        ("AE", "2026-04-11", "2026-04-12"): "PERSON_ONLY",
        ("AE", None, "2026-04-11"): "AE_SAME_DAY",
        ("AE", None, "2026-04-12"): "PERSON_ONLY",
        ("ECDS", "2026-04-12", "2026-04-12"): "AE_SAME_DAY",
        ("ECDS", "2026-04-12", "2026-04-13"): "PERSON_ONLY",
        ("ECDS", "2027-04-12", "2026-04-13"): "AE_SAME_DAY",
        ("ECDS", "2027-04-12", "2026-04-14"): "PERSON_ONLY",
        ("ECDS", None, "2026-04-11"): "AE_SAME_DAY",
        ("ECDS", None, "2026-04-12"): "PERSON_ONLY",
    }
    events, attendances = list[Row](), list[Row]()
    for n, (source, departure, day) in enumerate(cases):
        events += [{**EVENT, "event": str(n), "person": f"H{n}", "test_date": day}]
        came = {"attendance_source": source, "arrival": "2026-04-10", "departure_date": departure}
        attendances += [{**ATTENDANCE, "attendance": f"T{n}", "person": f"H{n}", **came}]
    place_events(engine, events=events, attendances=attendances)

    found = engine.rows("select relation, episode_source from pathways order by cast(event_id as integer)")
    assert dict(zip(cases, found, strict=True)) == {
        case: (relation, case[0] if relation == "AE_SAME_DAY" else None) for case, relation in cases.items()
    }


def test_an_admission_by_date(engine: DuckDBEngine) -> None:
    """ECDS carries no key: an emergency admission there, up to departure or the day after arrival."""
    cases = {
        ("2026-04-12", "2026-04-12", "21"): True,
        ("2026-04-12", "2026-04-13", "21"): False,
        ("2026-04-10", "2026-04-11", "21"): True,
        ("2026-04-10", "2026-04-12", "21"): False,
        ("2026-04-12", "2026-04-12", "11"): False,
        ("2026-04-12", "2026-04-09", "21"): False,
    }
    events, attendances, episodes = list[Row](), list[Row](), list[Row]()
    for n, (departure, admitted, method) in enumerate(cases):
        whose = {"person": f"H{n}", "provider": "RXA"}
        events += [{"event": str(n), **whose, "test_date": "2026-04-10"}]
        came = {"attendance": f"T{n}", "arrival": "2026-04-10", "departure_date": departure}
        attendances += [{**ATTENDANCE, **whose, **came}]
        stay = {"admitted": admitted, "start": admitted, "end": "2026-04-20", "discharged": "2026-04-20"}
        episodes += [{"episode": f"E{n}", **whose, **stay, "method": method}]
    place_events(
        engine,
        events=events,
        attendances=attendances,
        episodes=episodes,
        windows=Windows(pre_admission_days=1),
    )

    found = engine.rows("select event_id from pathways where relation = 'AE_THEN_ADMITTED' order by 1")
    assert found == [(str(n),) for n, led in enumerate(cases.values()) if led]


@pytest.mark.parametrize(("source", "led"), [("AE", [("key",)]), ("ECDS", [])])
def test_a_key_of_hes_names_no_ecds_attendance(
    engine: DuckDBEngine, source: str, led: list[tuple[str]]
) -> None:
    """An episode's AEKEY that is, by chance, the key of an ECDS attendance is of none that is in the files."""
    place_events(
        engine,
        events=[{**EVENT, "test_date": "2026-04-10"}],
        attendances=[{**ATTENDANCE, "attendance_source": source, "arrival": "2026-04-10"}],
        episodes=[{"episode": "E1", "person": "H1", "provider": "RXB", "admitted": "2026-04-20", "start": "2026-04-20",
                   "method": "11", "attendance_key": "T1"}],
    )  # fmt: skip

    assert engine.rows("select admission_link from pathways where relation = 'AE_THEN_ADMITTED'") == led


def test_one_key_in_both_data_sets_is_two_records(engine: DuckDBEngine) -> None:
    """Keys are of their data set: each relation has its own record's facts."""
    shared = {**ATTENDANCE, "arrival": "2026-04-10"}
    place_events(
        engine,
        events=[{**EVENT, "test_date": "2026-04-10"}],
        attendances=[
            {**shared, "attendance_source": "AE", "disposal": "02", "arrival_minute": 60},
            {**shared, "disposal": "306689006", "arrival_minute": 600},
        ],
    )

    assert seen(engine, "pathways", ("episode_source", "attendance_disposal", "is_duplicate_record")) == [
        {"episode_source": "AE", "attendance_disposal": "02", "is_duplicate_record": "false"},
        {"episode_source": "ECDS", "attendance_disposal": "306689006", "is_duplicate_record": "false"},
    ]
    assert engine.rows("select count(*) from pathways where is_primary") == [(1,)]
