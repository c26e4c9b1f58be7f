"""Dates of a spell that were not sent, or cannot be: the rule that gives each, and its name in the row."""

from collections.abc import Iterable

import pytest

from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import Row, place_events, seen
from tests.tables import rows

FIRST = {"episode": "E1", "person": "H1", "provider": "RXA", "spell": "S1", "class": "1"}


DATES = ("admission_date", "admission_date_rule", "discharge_date", "discharge_date_rule", "is_open")
Dates = tuple[str | None, ...]


def first_spell(engine: DuckDBEngine) -> Dates:
    """Dates and rules of the spell of episode E1."""
    (found,) = first_spells(engine)
    return found


def first_spells(engine: DuckDBEngine) -> list[Dates]:
    """The same of each person, in their order; others may follow."""
    firsts = "(select * from spells where first_episode_key = 'E1' or first_episode_key like 'E1 of %')"
    return [tuple(row.values())[1:] for row in seen(engine, firsts, ("person_id", *DATES))]


def of_person(number: int, episodes: Iterable[Row]) -> list[Row]:
    """The episodes as those of a person of their own, and so are their keys."""
    return [
        {**episode, "episode": f"{episode['episode']} of {number}", "person": f"H{number:02}"}
        for episode in episodes
    ]


def test_no_admission_date(engine: DuckDBEngine) -> None:
    """The start of the first episode, unless the patient came by transfer: then there was one before."""
    cases = {
        ("1", "19", "21"): ("2026-04-01", "episode_start"),
        ("2", "19", "21"): (None, "missing"),
        (None, "19", "21"): (None, "missing"),
        ("1", "51", "21"): (None, "missing"),
        ("1", "19", "81"): (None, "missing"),
        ("1", "19", "2B"): (None, "missing"),
        ("1", None, None): ("2026-04-01", "episode_start"),
    }
    episode = {**FIRST, "start": "2026-04-01", "end": "2026-04-05", "discharged": "2026-04-05"}
    episodes: list[Row] = []
    for n, (order, source, method) in enumerate(cases):
        episodes += of_person(n, [{**episode, "order": order, "source": source, "method": method}])
    place_events(engine, episodes=episodes)

    found = [dates[:2] for dates in first_spells(engine)]
    assert dict(zip(cases, found, strict=True)) == cases


def test_a_discharge_before_the_admission(engine: DuckDBEngine) -> None:
    """The two are turned round, and both say so."""
    dates = {"admitted": "2026-04-09", "discharged": "2026-04-02", "start": "2026-04-02", "end": "2026-04-09"}
    place_events(engine, episodes=[{**FIRST, **dates}])

    assert first_spell(engine) == ("2026-04-02", "swapped", "2026-04-09", "swapped", "false")


def test_no_discharge_date(engine: DuckDBEngine) -> None:
    """The end of the last episode of somebody who left; else what the next admission tells; else open."""
    cases = {
        ("2026-04-05", "1", "19", None): ("2026-04-05", "last_episode_end", "false"),
        ("2026-04-05", "4", "79", None): ("2026-04-05", "last_episode_end", "false"),
        ("2026-04-05", "8", "98", None): (None, "open", "true"),
        ("2026-04-05", None, None, None): (None, "open", "true"),
        ("2026-04-05", "8", "98", "2026-11-01"): ("2026-04-05", "last_episode_end", "false"),
        (None, "8", "51", "2026-04-20"): ("2026-04-20", "next_admission", "false"),
        (None, "8", "98", "2026-04-20"): ("2026-04-20", "next_admission", "false"),
        (None, "8", "19", "2026-04-20"): ("2026-04-19", "day_before_next_admission", "false"),
        (None, None, None, "2026-04-20"): ("2026-04-19", "day_before_next_admission", "false"),
        (None, "8", "19", "2026-04-02"): ("2026-04-01", "day_before_next_admission", "false"),
        (None, "8", "19", "2026-04-01"): (None, "open", "true"),
        (None, "1", "19", None): (None, "open", "true"),
    }
    began = {**FIRST, "admitted": "2026-04-01", "start": "2026-04-01"}
    episodes: list[Row] = []
    for n, (end, method, destination, later) in enumerate(cases):
        first = {**began, "end": end, "discharge_method": method, "destination": destination}
        dates = {"admitted": later, "start": later, "end": later, "discharged": later}
        others = [{**FIRST, "episode": "E2", "spell": "S2", "provider": "RXB", **dates}] if later else []
        episodes += of_person(n, [first, *others])
    place_events(engine, episodes=episodes)

    found = [dates[2:] for dates in first_spells(engine)]
    assert dict(zip(cases, found, strict=True)) == cases


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


def test_two_hospitals_at_once(engine: DuckDBEngine) -> None:
    """From 1 to 5 April at RXA: another provider's spell overlaps it when more than a boundary day is shared."""
    cases = {
        ("RXB", "2026-04-05", "2026-04-09"): False,
        ("RXB", "2026-04-04", "2026-04-09"): True,
        ("RXA", "2026-04-04", "2026-04-09"): False,
        (None, "2026-04-04", "2026-04-09"): False,
        ("RXB", "2026-03-20", "2026-04-01"): False,
        ("RXB", "2026-03-20", "2026-04-02"): True,
        ("RXB", "2026-04-03", "2026-04-03"): True,
        ("RXB", "2026-04-01", "2026-04-01"): False,
    }
    one = {**FIRST, "admitted": "2026-04-01", "start": "2026-04-01", "discharged": "2026-04-05"}
    episodes: list[Row] = []
    for n, (provider, admitted, discharged) in enumerate(cases):
        other = {**FIRST, "episode": "E2", "spell": "S2", "provider": provider, "start": admitted}
        episodes += of_person(n, [one, {**other, "admitted": admitted, "discharged": discharged}])
    place_events(engine, episodes=episodes)

    found = engine.rows("""
        select bool_and(overlaps_elsewhere), bool_or(overlaps_elsewhere), count(*)
        from spells group by person_id order by person_id""")
    assert dict(zip(cases, found, strict=True)) == {case: (both, both, 2) for case, both in cases.items()}
