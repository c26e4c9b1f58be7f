"""Bad input: a pool of ten events, and a provider whose birth dates are all wrong. Bounded, and told."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from linkage.config.gates import GatesTable
from linkage.engine.duckdb import DuckDBEngine
from linkage.gates.each.provider_drift import GATE as PROVIDER_DRIFT
from linkage.gates.judge import Judging, judge
from linkage.gates.reading import drift_facts
from linkage.steps.probabilistic.model.model import Model
from linkage.steps.probabilistic.posterior.likeliest import HIGHEST, LOWEST
from linkage.steps.probabilistic.run import run_rank_p
from tests.probabilistic.test_rank_p import settle
from tests.probabilistic.world import EVENT, Person, World, population, rules
from tests.spec.steps import load
from tests.unit.test_gates import FACTS

Event = tuple[str | None, date | None, str | None, str | None]
NOBODY = "nobody"
FAR = timedelta(days=11_111)
"""Some thirty years: another day, month and year."""


def without_number(people: list[Person]) -> list[Event]:
    """An event of each, as they are."""
    return [(None, born, sex, home) for _, _, born, sex, home in people]


@pytest.mark.parametrize(
    ("there", "least_linked"),
    [
        (10, 9),
        (5, 4),
        (0, 0),
    ],
)
def test_a_pool_of_ten_events(model: Model, there: int, least_linked: int) -> None:
    """So many of their people are in HES. Ten events are no proof that everybody is there, or nobody."""
    world = population(Random(12), 3_000)
    strangers = population(Random(13), 10 - there).people
    world.events = without_number([*world.people[:there], *strangers])

    engine, settled = settle(world, model)

    whose = [key for key, *_ in world.people[:there]] + [NOBODY] * (10 - there)
    linked = {key: person for key, (status, _, person) in settled.items() if status == "linked"}
    assert len(settled) == 10
    assert all(whose[key - 1] == person for key, person in linked.items())
    assert len(linked) >= least_linked
    assert engine.rows("select stratum, events, borrowed_from from presence order by stratum") == [
        ("all", 10, None),
        ("number_missing", 10, None),
        ("number_missing 05", 10, "number_missing"),
    ]
    phi = engine.number("select min(phi) from presence where stratum = 'number_missing'")
    assert phi is not None
    assert LOWEST < phi < HIGHEST
    assert abs(phi - there / 10) < 0.1


@pytest.fixture(scope="module")
def good_and_bad(model: Model) -> tuple[World, DuckDBEngine]:
    """
    Two providers; of the events of each the first four hundred and two hundred bear their person's number.

    | provider | events | birth date       |
    | RAA      | 600    | right            |
    | RBB      | 300    | thirty years off |
    """
    world = population(Random(12), 3_000)
    good, bad = world.people[:600], world.people[600:900]
    events: list[Event] = [(number, born, sex, home) for _, number, born, sex, home in good[:400]]
    events += without_number(good[400:])
    events += [(number, born + FAR, sex, home) for _, number, born, sex, home in bad[:200]]
    events += [(None, born + FAR, sex, home) for _, _, born, sex, home in bad[200:]]
    world.events = events
    found, profile = DuckDBEngine(), rules()
    world.load(found, profile)
    rows = [
        {"event_id": f"{nth}", "identity_key": nth + 1, "provider_code": "RAA" if nth < 600 else "RBB"}
        for nth in range(len(events))
    ]
    load(found, "event", rows, **EVENT)
    assert profile.p is not None
    run_rank_p(found, profile.p, model, target_false_match_rate=0.02, last_day="2019-11-30")
    return world, found


def decided(engine: DuckDBEngine) -> dict[int, str]:
    """The person of each event that a rank or rank P linked, by its place from 1."""
    found = engine.rows("""
        select identity_key, person_id from posterior where status = 'linked'
        union all
        select identity_key, person_id from rank_decision
        where people = 1 and identity_key not in (select identity_key from posterior)""")
    return {int(str(key)): str(person) for key, person in found}


def test_a_provider_whose_dates_are_all_wrong_links_nobody_wrongly(
    good_and_bad: tuple[World, DuckDBEngine],
) -> None:
    """Nor does it cost the other provider a link in twenty, though all events without a number share one phi."""
    world, engine = good_and_bad

    linked = decided(engine)

    wrong = [key for key, person in linked.items() if person != world.people[key - 1][0]]
    assert wrong == []
    assert sum(key <= 400 for key in linked) == 400
    assert sum(400 < key <= 600 for key in linked) >= 190
    assert sum(key > 800 for key in linked) == 0


def test_a_provider_whose_dates_are_all_wrong_is_told(good_and_bad: tuple[World, DuckDBEngine]) -> None:
    """By its name, the field and how often it differs; the other one is not."""
    _, engine = good_and_bad

    found = judge(GatesTable(), replace(FACTS, drift=drift_facts(engine)), Judging())

    told = next(one.told for one in found if one.name == PROVIDER_DRIFT.name)
    assert "RBB: birth date differs on 100% of 200 records" in told
    assert "RAA" not in told
