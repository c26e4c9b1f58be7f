"""Drift: what differs more often than when the model was trained, over all and by provider, as the gates tell it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from linkage.config.gates import GatesTable
from linkage.engine.duckdb import DuckDBEngine
from linkage.engine.making import make
from linkage.gates.each.model_drift import GATE as MODEL_DRIFT
from linkage.gates.each.provider_drift import GATE as PROVIDER_DRIFT
from linkage.gates.facts import DriftFact, Facts
from linkage.gates.judge import Judged, Judging, judge
from linkage.gates.limits import limits
from linkage.gates.reading import drift_facts
from linkage.steps.probabilistic.model.model import Model
from linkage.steps.probabilistic.month.drift import drift_made, times, trained_on
from linkage.steps.probabilistic.training.proof import proved_pair_sql
from tests.probabilistic.fixed_model import fixed_model
from tests.probabilistic.world import EVENT, World, nhs_number, rules
from tests.spec.steps import load
from tests.unit.test_gates import FACTS

HERE = ("AB11AP", "AB12AP")


@pytest.fixture(scope="module")
def model() -> Model:
    """Made-up numbers: of a hundred birth dates some five are not exact, of a hundred postcodes fifteen."""
    p = rules().p
    assert p is not None
    return fixed_model(p)


@pytest.fixture
def engine(model: Model) -> DuckDBEngine:
    """
    Two providers of a hundred numbered events each.

    | provider | birth date | sex   | postcode                   |
    | RAA      | right      | right | right                      |
    | RBB      | wrong      | right | right, every fourth absent |
    """
    world = World()
    for nth in range(200):
        born = date(1950, 1, 1) + timedelta(days=37 * nth)
        world.people.append((f"P{nth:03}", nhs_number(nth), born, "12"[nth % 2], HERE[nth % 2]))
        wrong = born + timedelta(days=11_111)
        home = None if nth >= 100 and nth % 4 == 0 else HERE[nth % 2]
        world.events.append((nhs_number(nth), born if nth < 100 else wrong, "12"[nth % 2], home))
    world.events.append((nhs_number(999), date(1950, 1, 1), "1", HERE[0]))
    found = DuckDBEngine()
    world.load(found, rules())
    rows = [
        {"event_id": f"{nth}", "identity_key": nth + 1, "provider_code": "RAA" if nth < 100 else "RBB"}
        for nth in range(201)
    ]
    load(found, "event", rows, **EVENT)
    found.create("proved_pair", proved_pair_sql())
    make(found, drift_made(model))
    return found


def test_shares_are_counted_over_all_and_by_provider(engine: DuckDBEngine) -> None:
    """Of proved pairs that have the field on both sides; a number that nobody holds is none."""
    found = engine.rows(
        "select provider_code, field, identities, people, share from model_drift order by all"
    )

    assert found == [
        ("RAA", "birth_date", 100, 100, 0.0),
        ("RAA", "postcode", 100, 100, 0.0),
        ("RAA", "sex", 100, 100, 0.0),
        ("RBB", "birth_date", 100, 100, 1.0),
        ("RBB", "postcode", 75, 75, 0.0),
        ("RBB", "sex", 100, 100, 0.0),
        (None, "birth_date", 200, 200, 0.5),
        (None, "postcode", 175, 175, 0.0),
        (None, "sex", 200, 200, 0.0),
    ]


def gate(name: str, facts: Facts) -> Judged | None:
    """What came of one gate."""
    table = GatesTable()
    assert name in {one.gate.name for one in limits(table)}
    return next((one for one in judge(table, facts, Judging()) if one.name == name), None)


def test_a_provider_whose_dates_are_all_wrong_is_named(engine: DuckDBEngine) -> None:
    """By code, and the other is not; over all the month has drifted too, and the advice is to train again."""
    facts = replace(FACTS, drift=drift_facts(engine))
    by_provider, whole = gate("provider_drift", facts), gate("model_drift", facts)

    assert by_provider is not None
    assert whole is not None
    assert not by_provider.held
    assert not whole.held
    assert (by_provider.mode, whole.mode) == ("warn", "warn")
    assert "RBB: birth date differs on 100% of 100 records" in by_provider.told
    assert "RAA" not in by_provider.told
    assert "linkage train --force" in whole.told


ONE = DriftFact(None, "birth_date", 1_000, 0.1, 0.03, 2.0, 4.0)
LIMITS = [
    ("model_drift", ONE, True),
    ("model_drift", replace(ONE, times_at_least=2.01), False),
    ("model_drift", replace(ONE, times_at_least=0.2, times_at_most=0.49), False),
    ("model_drift", replace(ONE, times_at_least=0.2, times_at_most=0.5), True),
    ("provider_drift", replace(ONE, provider="RAA", times_at_least=4.0), True),
    ("provider_drift", replace(ONE, provider="RAA", times_at_least=4.01), False),
    ("provider_drift", replace(ONE, provider="RAA", times_at_least=0.01, times_at_most=0.02), True),
]


@pytest.mark.parametrize(("name", "fact", "held"), LIMITS)
def test_both_sides_of_the_limits(name: str, fact: DriftFact, *, held: bool) -> None:
    """The limit itself holds; fewer errors than before are drift of the model, and no fault of a provider."""
    found = gate(name, replace(FACTS, drift=(fact,)))

    assert found is not None
    assert found.held == held


@pytest.mark.parametrize("name", [MODEL_DRIFT.name, PROVIDER_DRIFT.name])
def test_few_records_and_no_model_are_not_judged(name: str) -> None:
    """Forty-nine proved records say no more than chance does."""
    few = tuple(
        replace(ONE, provider=provider, identities=49, times_at_least=9.0) for provider in (None, "RAA")
    )

    assert gate(name, replace(FACTS, drift=few)) is None
    assert gate(name, FACTS) is None


def test_times_are_told_with_their_uncertainty() -> None:
    """The same share is once as often; more people narrow the interval, a tenfold share lies beyond it."""
    same, lowest, highest = times(0.05, 1_000, 0.05, 10_000)
    _, low, high = times(0.05, 100_000, 0.05, 10_000)
    ten = times(0.5, 1_000, 0.05, 10_000)

    assert same == pytest.approx(1, abs=0.01)
    assert lowest < low < 1 < high < highest
    assert 7 < ten[1] < ten[0] < 11


def test_drift_is_against_the_pairs_that_the_model_was_trained_on(model: Model) -> None:
    """Counted ones, where the model has them; else right numbers at m and wrong ones at u."""
    counts = {"exact": 90, "day_slip": 6, "none": 4, "none_held": 50}
    dates = tuple(
        one.model_copy(update={"pairs": counts.get(one.level, 0)}) for one in model.comparisons["birth_date"]
    )
    counted = model.model_copy(update={"comparisons": model.comparisons | {"birth_date": dates}})

    assert trained_on(counted, "birth_date") == (0.1, 100)
    share, pairs = trained_on(model, "sex")
    assert pairs == model.training.pairs
    assert share == pytest.approx(0.97 * 0.013 / 0.99 + 0.03 * 0.48 / 0.98, rel=1e-6)
