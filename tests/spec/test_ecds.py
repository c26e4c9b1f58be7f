"""Relations to an ECDS attendance, which has a departure date."""

import pytest

from linkage.config.windows import Windows
from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import place_events, seen

EVENT = {"event": "1", "person": "H1", "provider": "RXA"}
ATTENDANCE = {"attendance": "T1", "person": "H1", "provider": "RXA", "attendance_source": "ECDS"}


@pytest.mark.parametrize(
    ("source", "departure", "day", "relation"),
    [
        ("ECDS", "2026-04-10", "2026-04-09", "PERSON_ONLY"),
        ("ECDS", "2026-04-10", "2026-04-10", "AE_SAME_DAY"),
        ("ECDS", "2026-04-10", "2026-04-11", "PERSON_ONLY"),
        ("AE", "2026-04-10", "2026-04-11", "AE_SAME_DAY"),
        ("ECDS", "2026-04-12", "2026-04-12", "AE_SAME_DAY"),
        ("ECDS", "2026-04-12", "2026-04-13", "PERSON_ONLY"),
        ("ECDS", "2027-04-12", "2026-04-13", "AE_SAME_DAY"),
        ("ECDS", "2027-04-12", "2026-04-14", "PERSON_ONLY"),
        ("ECDS", None, "2026-04-11", "AE_SAME_DAY"),
        ("ECDS", None, "2026-04-12", "PERSON_ONLY"),
    ],
)
def test_every_day_around_an_attendance(
    engine: DuckDBEngine, source: str, departure: str | None, day: str, relation: str
) -> None:
    """From arrival on the 10th to departure, at most three days; without one, and in A&E, to the day after."""
    attendance = {
        **ATTENDANCE,
        "attendance_source": source,
        "arrival": "2026-04-10",
        "departure_date": departure,
    }
    place_events(engine, events=[{**EVENT, "test_date": day}], attendances=[attendance])

    found = seen(engine, "pathways", ("relation", "episode_source"))
    assert found == [{"relation": relation, "episode_source": source if relation == "AE_SAME_DAY" else None}]


@pytest.mark.parametrize(
    ("departure", "admitted", "method", "led"),
    [
        ("2026-04-12", "2026-04-12", "21", True),
        ("2026-04-12", "2026-04-13", "21", False),
        ("2026-04-10", "2026-04-11", "21", True),
        ("2026-04-10", "2026-04-12", "21", False),
        ("2026-04-12", "2026-04-12", "11", False),
        ("2026-04-12", "2026-04-09", "21", False),
    ],
)
def test_an_admission_by_date(
    engine: DuckDBEngine, departure: str, admitted: str, method: str, led: bool
) -> None:
    """ECDS carries no key: an emergency admission there, up to departure or the day after arrival."""
    stay = {"episode": "E1", "person": "H1", "provider": "RXA", "admitted": admitted, "start": admitted}
    place_events(
        engine,
        events=[{**EVENT, "test_date": "2026-04-10"}],
        attendances=[{**ATTENDANCE, "arrival": "2026-04-10", "departure_date": departure}],
        episodes=[{**stay, "end": "2026-04-20", "discharged": "2026-04-20", "method": method}],
        windows=Windows(pre_admission_days=1),
    )

    relations = {row[0] for row in engine.rows("select relation from pathways")}
    assert ("AE_THEN_ADMITTED" in relations) == led


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
