"""Experiments change what they say while they last, and nothing else; both sides of a race are counted alike."""

from contextlib import nullcontext
from pathlib import Path

import duckdb
import pytest

from benchmarks.experiment import Experiment
from benchmarks.experiments import summed
from benchmarks.experiments_tried import EXPERIMENTS
from benchmarks.rank_p_race import Race
from benchmarks.rank_p_splink_child import OneValue
from linkage.probabilistic import backend, block, levels, pool, posterior, run, score, train
from linkage.probabilistic.level_digest import definition_digest

SHIPPED = levels.comparisons


def state() -> tuple[object, ...]:
    """Everything that an experiment may change, as it is now."""
    return (
        definition_digest(),
        vars(run)["score_pool"],
        score._score_pairs,
        pool.pool_stratum_sql,
        block.block_key_sql,
    )


@pytest.mark.parametrize("experiment", EXPERIMENTS, ids=lambda one: one.name)
def test_an_experiment_is_one_change_that_does_not_stay(experiment: Experiment) -> None:
    before = state()
    with experiment.change():
        changed = [now != then for now, then in zip(state(), before, strict=True)]
        everywhere = {module.comparisons for module in (backend, levels, posterior, score, train)}

        assert sum(changed) == (0 if experiment.change is nullcontext else 1)
        assert changed[0] == (everywhere != {SHIPPED})
        assert experiment.trains == (changed[0] or "blocks" in experiment.settings)
        assert len(everywhere) == 1
    assert state() == before


def test_a_level_on_one_value_speaks_of_that_value() -> None:
    sex = levels.comparisons()[2].levels[0]

    assert sex.condition is not None
    assert sex.condition(OneValue()) == "sex_r = sex_l"


def test_worlds_add_up_at_each_phi() -> None:
    assert summed([[{"links": 1}, {"links": 10}], [{"links": 2}, {"links": 20}]]) == [
        {"links": 3},
        {"links": 30},
    ]


@pytest.fixture
def raced(tmp_path: Path) -> Race:
    """Four identities of one event each: both link the first, one each the next two, the last differently."""
    with duckdb.connect(str(tmp_path / "input.duckdb")) as connection:
        for statement in (
            "create table event_identity as select range + 1 as identity_key, 1 as events from range(4)",
            "create table event as select identity_key, concat('e', identity_key) as event_id from event_identity",
            "create table truth as select *, concat('p', identity_key) as person_id from event",
            "create table ours as from (values (1, 'p1'), (2, 'p2'), (4, 'p4')) as row(identity_key, person_id)",
            """create table plain as from (values (1, 'p1', 20.0), (3, 'p3', 5.0), (4, 'p9', 4.0))
                as row(identity_key, person_id, match_weight)""",
        ):
            connection.execute(statement)
        for side in ("ours", "plain"):
            connection.execute(f"copy {side} to '{tmp_path / side}.parquet' (format parquet)")
    return Race("four events", tmp_path, 4)


def test_links_are_counted_by_event(raced: Race) -> None:
    """Links of rank P, of plain Splink, the same by both, and right ones of each."""
    assert raced.links() == (3, 3, 1, 3, 2)


def test_the_threshold_is_where_the_links_agree_best(raced: Race, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Race, "_told", lambda *_: {})

    assert raced.nearest_threshold() == 20
