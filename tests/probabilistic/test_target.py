"""What other targets would link: against loops, and where nothing would."""

from random import Random

import pytest

from linkage.engine.duckdb import DuckDBEngine
from linkage.engine.making import make
from linkage.steps.probabilistic.posterior.posterior import expected_share_sql, threshold_sql
from linkage.steps.probabilistic.posterior.target import TARGETS, targets_made
from tests.probabilistic.world import rules

Leader = tuple[int, float, bool, str]
"""Events, probability, whether it is tied, level of the birth date."""


def targets(leaders: list[Leader]) -> dict[tuple[bool, float | None], int]:
    """Events by target; the lowest that links any is marked."""
    settings = rules().p
    assert settings is not None
    engine = DuckDBEngine()
    columns = {"events": "integer", "probability": "double", "is_tied": "boolean", "birth_date_level": "text"}
    engine.load("leader", columns, leaders)
    engine.create("expected_share", expected_share_sql(settings))
    make(engine, targets_made(settings))
    for target in TARGETS:  # as a run with that target has it
        threshold = engine.rows(threshold_sql(settings, target, 0.0))[0][0]
        reached = (
            0
            if threshold is None
            else sum(
                n for n, p, tied, level in leaders if p >= float(str(threshold)) and may_link(tied, level)
            )
        )
        assert engine.scalar(
            f"select events from target_link where not is_least and target = {target!r}"
        ) == (reached)
    rows = engine.rows("select is_least, target, events from target_link")
    return {
        (bool(least), None if target is None else float(str(target))): int(str(n))
        for least, target, n in rows
    }


def may_link(tied: bool, level: str) -> bool:
    """Whether a leader may be linked at all."""
    return not tied and level not in ("missing", "none_held")


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_links_at_each_target_are_those_of_a_run_with_it(seed: int) -> None:
    """Strictly more with a higher one, and the lowest that links any is the share at the top, times the prudence."""
    random = Random(seed)
    leaders = [
        (
            random.choice((1, 1, 2)),
            round(1 - random.random() ** 3, 4),
            random.random() < 0.1,
            random.choice(("exact", "exact", "missing")),
        )
        for _ in range(200)
    ]
    found = targets(leaders)
    best = max(p for _, p, tied, level in leaders if may_link(tied, level))
    at_best = sum(n for n, p, tied, level in leaders if p == best and may_link(tied, level))

    assert found[True, round((1 - best) * 1.25, 9)] == at_best
    assert sorted(found[False, target] for target in TARGETS) == [found[False, target] for target in TARGETS]


def test_where_nobody_is_likely_no_target_would_do() -> None:
    """A tie, and a person without a birth date compared: neither is ever linked."""
    found = targets([(1, 0.6, True, "exact"), (1, 0.99, False, "none_held"), (1, 0.4, False, "exact")])

    assert found == {(False, target): 0 for target in TARGETS} | {(True, None): 0}
