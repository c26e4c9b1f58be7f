"""Dates of a spell that were not sent, or cannot be: the rule that gives each, and its name in the row."""

import pytest

from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import Row, place_events, seen
from tests.tables import rows

FIRST = {"episode": "E1", "person": "H1", "provider": "RXA", "spell": "S1", "class": "1"}


def first_spell(engine: DuckDBEngine) -> tuple[object, ...]:
    """Dates and rules of the spell of episode E1."""
    columns = ("admission_date", "admission_date_rule", "discharge_date", "discharge_date_rule", "is_open")
    found = seen(engine, "(select * from spells where first_episode_key = 'E1')", columns)
    assert len(found) == 1
    return tuple(found[0].values())


@pytest.mark.parametrize(
    ("order", "source", "method", "expected"),
    [
        ("1", "19", "21", ("2026-04-01", "episode_start")),
        ("2", "19", "21", (None, "missing")),
        (None, "19", "21", (None, "missing")),
        ("1", "51", "21", (None, "missing")),
        ("1", "19", "81", (None, "missing")),
        ("1", "19", "2B", (None, "missing")),
        ("1", None, None, ("2026-04-01", "episode_start")),
    ],
)
def test_no_admission_date(
    engine: DuckDBEngine, order: str | None, source: str | None, method: str | None, expected: object
) -> None:
    """The start of the first episode, unless the patient came by transfer: then there was one before."""
    episode = {**FIRST, "start": "2026-04-01", "end": "2026-04-05", "discharged": "2026-04-05"}
    place_events(engine, episodes=[{**episode, "order": order, "source": source, "method": method}])

    assert first_spell(engine)[:2] == expected


def test_a_discharge_before_the_admission(engine: DuckDBEngine) -> None:
    """The two are turned round, and both say so."""
    dates = {"admitted": "2026-04-09", "discharged": "2026-04-02", "start": "2026-04-02", "end": "2026-04-09"}
    place_events(engine, episodes=[{**FIRST, **dates}])

    assert first_spell(engine) == ("2026-04-02", "swapped", "2026-04-09", "swapped", "false")


@pytest.mark.parametrize(
    ("end", "method", "destination", "later", "expected"),
    [
        ("2026-04-05", "1", "19", None, ("2026-04-05", "last_episode_end", "false")),
        ("2026-04-05", "4", "79", None, ("2026-04-05", "last_episode_end", "false")),
        ("2026-04-05", "8", "98", None, (None, "open", "true")),
        ("2026-04-05", None, None, None, (None, "open", "true")),
        ("2026-04-05", "8", "98", "2026-11-01", ("2026-04-05", "last_episode_end", "false")),
        (None, "8", "51", "2026-04-20", ("2026-04-20", "next_admission", "false")),
        (None, "8", "98", "2026-04-20", ("2026-04-20", "next_admission", "false")),
        (None, "8", "19", "2026-04-20", ("2026-04-19", "day_before_next_admission", "false")),
        (None, None, None, "2026-04-20", ("2026-04-19", "day_before_next_admission", "false")),
        (None, "8", "19", "2026-04-02", ("2026-04-01", "day_before_next_admission", "false")),
        (None, "8", "19", "2026-04-01", (None, "open", "true")),
        (None, "1", "19", None, (None, "open", "true")),
    ],
)
def test_no_discharge_date(
    engine: DuckDBEngine,
    end: str | None,
    method: str | None,
    destination: str | None,
    later: str | None,
    expected: object,
) -> None:
    """The end of the last episode of somebody who left; else what the next admission tells; else open."""
    episode: Row = {
        **FIRST,
        "admitted": "2026-04-01",
        "start": "2026-04-01",
        "end": end,
        "discharge_method": method,
        "destination": destination,
    }
    dates = {"admitted": later, "start": later, "end": later, "discharged": later}
    others = [{**FIRST, "episode": "E2", "spell": "S2", "provider": "RXB", **dates}] if later else []
    place_events(engine, episodes=[episode, *others])

    assert first_spell(engine)[2:] == expected


@pytest.mark.parametrize("patient_class", ["3", "4"])
def test_a_regular_attender_ends_nobodys_stay(engine: DuckDBEngine, patient_class: str) -> None:
    """Somebody in a bed may attend for dialysis; it says nothing of a discharge."""
    episode = {**FIRST, "admitted": "2026-04-01", "start": "2026-04-01"}
    attends = {"admitted": "2026-04-20", "start": "2026-04-20", "end": "2026-04-20", "class": patient_class}
    place_events(engine, episodes=[episode, {**FIRST, "episode": "E2", "provider": "RXB", **attends}])

    assert first_spell(engine)[2:] == (None, "open", "true")


def test_a_discharge_as_it_was_sent(engine: DuckDBEngine) -> None:
    """It stands, whatever else the person did."""
    place_events(
        engine,
        episodes=rows("""
            episode | person | provider | spell | admitted   | start      | end        | discharged
            --------+--------+----------+-------+------------+------------+------------+-----------
            E1      | H1     | RXA      | S1    | 2026-04-01 | 2026-04-01 | 2026-04-02 | 2026-04-05
            E2      | H1     | RXB      | S2    | 2026-04-03 | 2026-04-03 | 2026-04-04 | 2026-04-04
        """),
    )

    assert first_spell(engine) == ("2026-04-01", "as_sent", "2026-04-05", "as_sent", "false")


@pytest.mark.parametrize(
    ("provider", "admitted", "discharged", "overlaps"),
    [
        ("RXB", "2026-04-05", "2026-04-09", False),
        ("RXB", "2026-04-04", "2026-04-09", True),
        ("RXA", "2026-04-04", "2026-04-09", False),
        (None, "2026-04-04", "2026-04-09", False),
        ("RXB", "2026-03-20", "2026-04-01", False),
        ("RXB", "2026-03-20", "2026-04-02", True),
        ("RXB", "2026-04-03", "2026-04-03", True),
        ("RXB", "2026-04-01", "2026-04-01", False),
    ],
)
def test_two_hospitals_at_once(
    engine: DuckDBEngine, provider: str | None, admitted: str, discharged: str, overlaps: bool
) -> None:
    """From 1 to 5 April at RXA: another provider's spell overlaps it when more than a boundary day is shared."""
    one = {**FIRST, "admitted": "2026-04-01", "start": "2026-04-01", "discharged": "2026-04-05"}
    other = {**FIRST, "episode": "E2", "spell": "S2", "provider": provider, "start": admitted}
    place_events(engine, episodes=[one, {**other, "admitted": admitted, "discharged": discharged}])

    assert engine.rows("select distinct overlaps_elsewhere from spells") == [(overlaps,)]
