"""Impossible birth dates in rank P: year and one more part are compared, found by, and wrong as often as expected."""

from math import log2
from random import Random

import pytest

from linkage.engine.base import Row
from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.index.run import build_index
from linkage.steps.probabilistic.model.model import Model
from linkage.steps.probabilistic.run import run_rank_p
from linkage.steps.probabilistic.scoring.part_agreement import part_weights
from linkage.steps.ranks.run import run_ranks
from linkage.tables import contract
from tests.probabilistic.default_world import default_world
from tests.probabilistic.fixed_model import M_AND_U, fixed_model
from tests.probabilistic.test_training import trained
from tests.probabilistic.world import EVENT, population, postcode, rules
from tests.spec.steps import load, pads_of, profile

LOST, MOVED = 0.3, 0.1
"""Shares of the people with an impossible date who are not in the index, and who have moved."""
SECTORS = 9
LAST_DAY = "2019-11-30"


def test_weights_come_from_whole_dates() -> None:
    """Of pairs of whole dates off the default days: how many agree on the two parts, among true pairs and strangers."""
    p = profile("hes_did").p
    assert p is not None
    levels = {
        level: found
        for level, found in M_AND_U["birth_date"].items()
        if "default" not in level and level != "none_held"
    }
    m, u = (
        sum(levels[level][kind] for level in ("exact", "month_slip", "month_switched", "month_differs"))
        / sum(found[kind] for found in levels.values())
        for kind in (0, 1)
    )

    found = part_weights(fixed_model(p))

    assert found["month", "parts_equal"] == pytest.approx(log2(m / u))
    assert found["month", "parts_differ"] == pytest.approx(log2((1 - m) / (1 - u)))


@pytest.fixture(scope="module")
def model() -> Model:
    """Of people of the same few postcodes."""
    return trained(default_world(seed=12, size=4_000, share=0.0)[0])


def settled(model: Model, size: int) -> list[tuple[str | None, Row]]:
    """The true person of each event, and what rank P makes of it: status, person, probability, agreement."""
    random, rank_rules = Random(5), rules("hes_did")
    engine = DuckDBEngine()
    people, truth, identities, events = [], [], [], []
    for nth, (key, number, born, sex, _) in enumerate(population(random, size).people, start=1):
        home = postcode(random, SECTORS)
        is_lost = random.random() < LOST
        if not is_lost:
            people.append((key, number, born, sex, home, None))
        truth.append(None if is_lost else key)
        own = postcode(random, SECTORS) if random.random() < MOVED else home
        said = f"{born.year}-XX-{born.day:02}" if nth % 2 else f"{born.year}-{born.month:02}-XX"
        identities.append({"identity_key": nth, "sex": sex, "postcode": own, "events": 1})
        events.append({"event_id": str(nth), "identity_key": nth, "birth_date_parts": said})
    engine.load("hospital_identity", contract("hospital_identity").types, people)
    build_index(engine, rank_rules, [], pads_of)
    load(engine, "event_identity", identities)
    load(engine, "event", events, **EVENT)
    run_ranks(engine, rank_rules)
    assert rank_rules.p is not None
    run_rank_p(engine, rank_rules.p, model, target_false_match_rate=0.02, last_day=LAST_DAY)
    found = engine.rows(
        "select status, person_id, match_probability, birth_date_agreement from posterior order by identity_key"
    )
    return list(zip(truth, found, strict=True))


@pytest.mark.slow
def test_events_with_impossible_dates_are_linked_and_rightly_so(model: Model) -> None:
    """Five in six of those whose person is in the index; of the links about as many are wrong as expected."""
    found = settled(model, 2_400)
    links = [(person, row) for person, row in found if row[0] == "linked"]

    right = sum(person == row[1] for person, row in links)
    expected = sum(1 - float(str(row[2])) for _, row in links)
    assert right >= 5 / 6 * sum(person is not None for person, _ in found)
    assert len(links) - right <= 2 * expected + 3
    assert {row[3] for _, row in links} == {"partial"}
