"""Signs that a link, or a record, is wrong: each flag at its boundary, carried from the event to its relations."""

import pytest

from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import Row, place_events
from tests.tables import rows

EVENT = {"event": "1", "person": "H1", "provider": "RXA", "test_date": "2026-04-10"}
FLAGS = ("after_death", "before_birth", "in_two_hospitals", "sex_impossible")


def flags(engine: DuckDBEngine) -> list[str]:
    """The signs that the one event shows; pathways must say whether there is any."""
    (row,) = engine.rows(f"select {', '.join(FLAGS)} from events")
    found = [flag for flag, shown in zip(FLAGS, row, strict=True) if shown]
    assert engine.rows("select distinct implausible from pathways") == [(bool(found),)]
    return found


@pytest.mark.parametrize(
    ("died", "expected"), [("2026-04-09", ["after_death"]), ("2026-04-10", []), ("2026-04-11", [])]
)
def test_after_the_death_in_the_deaths_file(engine: DuckDBEngine, died: str, expected: list[str]) -> None:
    """On the day itself a test may have come before."""
    place_events(engine, events=[EVENT], deaths=[{"person": "H1", "death_date": died}])

    assert flags(engine) == expected
    gap = {"2026-04-09": -1, "2026-04-10": 0, "2026-04-11": 1}
    assert engine.rows("select days_to_death from events") == [(gap[died],)]


@pytest.mark.parametrize(
    ("method", "destination", "expected"),
    [
        ("4", "19", ["after_death"]),
        ("5", None, ["after_death"]),
        ("1", "79", ["after_death"]),
        ("1", "19", []),
    ],
)
def test_after_a_death_in_hospital(
    engine: DuckDBEngine, method: str, destination: str | None, expected: list[str]
) -> None:
    """A discharge by death tells it too; the deaths file comes first."""
    stay: Row = {
        "episode": "E1",
        "person": "H1",
        "admitted": "2026-04-01",
        "start": "2026-04-01",
        "end": "2026-04-05",
        "discharged": "2026-04-05",
        "discharge_method": method,
        "destination": destination,
    }
    place_events(engine, events=[EVENT], episodes=[stay])
    assert flags(engine) == expected

    place_events(
        engine, events=[EVENT], episodes=[stay], deaths=[{"person": "H1", "death_date": "2026-06-01"}]
    )
    assert flags(engine) == []


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        (["2026-04-11"], ["before_birth"]),
        (["2026-04-10"], []),
        (["2026-04-11", "1980-01-01"], []),
        ([None], []),
    ],
)
def test_before_every_birth_date(engine: DuckDBEngine, born: list[str | None], expected: list[str]) -> None:
    """Somebody who has had several birth dates counts by the earliest."""
    people = [{"person_id": "H1", "birth_date": day} for day in born]
    place_events(engine, events=[EVENT], identities=people)

    assert flags(engine) == expected


@pytest.mark.parametrize(
    ("sexes", "examined", "expected"),
    [
        (["1"], "2", ["sex_impossible"]),
        (["2"], "2", []),
        (["1", "2"], "2", []),
        ([None], "2", []),
        (["1", None], "2", ["sex_impossible"]),
        (["1"], None, []),
    ],
)
def test_an_examination_of_the_other_sex(
    engine: DuckDBEngine, sexes: list[str | None], examined: str | None, expected: list[str]
) -> None:
    """By the lookup of imaging codes; somebody recorded as both shows no sign."""
    people = [{"person_id": "H1", "sex": sex} for sex in sexes]
    kinds = [{"imaging_code": "UOBST", "modality": "Ultrasound", "sex": examined}]
    event = {**EVENT, "imaging_code_nicip": "UOBST"}
    place_events(engine, events=[event], identities=people, examinations=kinds)

    assert flags(engine) == expected


@pytest.mark.parametrize(
    ("provider", "start", "end", "setting", "expected"),
    [
        ("RXB", "2026-04-09", "2026-04-11", "01", ["in_two_hospitals"]),
        ("RXB", "2026-04-09", "2026-04-11", "02", ["in_two_hospitals"]),
        ("RXB", "2026-04-09", "2026-04-11", "05", ["in_two_hospitals"]),
        ("RXB", "2026-04-09", "2026-04-11", "03", []),
        ("RXB", "2026-04-09", "2026-04-11", "06", []),
        ("RXB", "2026-04-10", "2026-04-11", "01", []),
        ("RXB", "2026-04-09", "2026-04-10", "01", []),
        ("RXA", "2026-04-09", "2026-04-11", "01", []),
    ],
)
def test_in_bed_elsewhere(
    engine: DuckDBEngine, provider: str, start: str, end: str, setting: str, expected: list[str]
) -> None:
    """A test of RXA's own patient while in RXB's bed, not on its first or last day."""
    stay = {"episode": "E1", "person": "H1", "provider": provider, "start": start, "end": end}
    place_events(engine, events=[{**EVENT, "source_setting": setting}], episodes=[stay])

    assert flags(engine) == expected


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

    assert flags(engine) == []
    assert engine.rows("select distinct overlaps_elsewhere from spells") == [(True,)]
