"""General practice: equal, different or missing, given the postcode."""

import pytest

from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.probabilistic.model.model import Model
from tests.probabilistic.evidence_world import PRACTICE, bits, load_evidence, run
from tests.probabilistic.test_rank_p import crowd

EQUAL_HERE, EQUAL_ELSEWHERE = 1, 4
DIFFERENT_HERE, DIFFERENT_ELSEWHERE = -3.70044, -4.554589


@pytest.mark.parametrize(
    ("practices", "borne", "is_moved", "weight"),
    [
        (["A81001"], ["A81001"], False, EQUAL_HERE),
        (["A81001", "B82002"], ["b82002"], False, EQUAL_HERE),
        (["A81001"], ["B82002"], False, DIFFERENT_HERE),
        (["A81001"], ["A81001"], True, EQUAL_ELSEWHERE),
        (["A81001"], ["B82002"], True, DIFFERENT_ELSEWHERE),
        ([], ["A81001"], False, 0),
        (["A81001"], [None], False, 0),
        (["A81001"], ["V81997"], False, 0),
        (["A81001"], ["S99999"], True, 0),
        (["A81001"], ["A81001", "B82002"], False, (EQUAL_HERE + DIFFERENT_HERE) / 2),
        (["A81001"], ["A81001", None], False, EQUAL_HERE),
    ],
)
def test_levels(
    model: Model, practices: list[str], borne: list[str | None], is_moved: bool, weight: float
) -> None:
    """Any practice ever held counts; codes that mean none are missing; several of one identity give the mean."""
    world = crowd()
    key, _, born, sex, home = world.people[700]
    world.events.append((None, born, sex, f"{home[:-2]}XX" if is_moved else home))
    engine = DuckDBEngine()
    load_evidence(
        engine,
        world,
        {601: [{"gp_practice": code} for code in borne]},
        practices=[(key, code) for code in practices],
    )

    run(engine, model, PRACTICE)

    assert bits(engine, "practice_weight", 601)[key] == pytest.approx(weight, abs=1e-5)
