"""Experiments change what they say while they last, and nothing else; both sides of a race are counted alike."""

from pathlib import Path

import duckdb
import pytest

from benchmarks.rank_p_speed.plain import one_value
from benchmarks.rank_p_speed.race import Race
from benchmarks.research.experiments.experiment import Experiment
from benchmarks.research.experiments.outcome import summed
from benchmarks.research.experiments.tried import EXPERIMENTS
from benchmarks.trial.rules import shipped_rules
from benchmarks.trial.run import SHIPPED
from linkage.config.rules import Rules
from linkage.steps.probabilistic.levels import levels, near_date
from linkage.steps.probabilistic.model.level_digest import definition_digest
from linkage.steps.probabilistic.posterior import posterior
from linkage.steps.probabilistic.scoring import numbered_pair, pattern, pool
from linkage.steps.probabilistic.training import backend, birth_date_chance, coincidence, train


def state() -> tuple[object, ...]:
    """Everything that the change of an experiment may touch, as it is now."""
    return (
        definition_digest(),
        pattern.pattern_weights,
        numbered_pair.copied_weight_sql,
        pool.pool_stratum_sql,
    )


def blocks(rules: Rules) -> tuple[tuple[str, ...], ...]:
    """The blocks of rank P."""
    assert rules.p is not None
    return rules.p.blocks


def named() -> set[tuple[str, ...]]:
    """The levels of all three comparisons, in every module that has them by a name of its own."""
    everywhere = [module.comparisons() for module in (backend, levels, posterior, train)]
    everywhere.append((coincidence.BIRTH_DATE, coincidence.POSTCODE, coincidence.SEX))
    everywhere += [
        (module.BIRTH_DATE, *levels.comparisons()[1:]) for module in (birth_date_chance, near_date)
    ]
    return {tuple(level.name for one in three for level in one.levels) for three in everywhere}


@pytest.mark.parametrize("experiment", EXPERIMENTS, ids=lambda one: one.name)
def test_an_experiment_is_one_change_that_does_not_stay(experiment: Experiment) -> None:
    before, rules = state(), shipped_rules()
    asked = experiment.rules(rules)
    with experiment.change():
        levels_changed, *others = (now != then for now, then in zip(state(), before, strict=True))
        changes = [levels_changed, *others, asked != rules, experiment.switches != SHIPPED]

        assert sum(changes) == (0 if experiment is EXPERIMENTS[0] else 1)
        assert experiment.trains == (levels_changed or blocks(asked) != blocks(rules))
        assert len(named()) == 1
    assert state() == before


@pytest.mark.parametrize("experiment", EXPERIMENTS, ids=lambda one: one.name)
def test_what_is_priced_are_levels_that_there_are(experiment: Experiment) -> None:
    with experiment.change():
        for one in (coincidence.BIRTH_DATE, coincidence.POSTCODE):
            assert set(vars(pattern)["PRICED"][one.name]) < {level.name for level in one.compared}
            assert vars(pattern)["PRICED"] == coincidence.PRICED


def test_parts_of_the_date_are_lumped_by_their_kind() -> None:
    """Nine levels become three, and two slips are one part equal."""
    experiment = next(one for one in EXPERIMENTS if one.name.startswith("parts of the date"))
    with experiment.change():
        (birth_date, *_) = levels.comparisons()
        names = [level.name for level in birth_date.levels]
        code = birth_date.code_sql("held_date", "own_date")

    assert names == [
        *("exact", "slip", "switched", "swapped", "differs"),
        *("default_exact", "default_month", "default_year", "default_other"),
        *("one_equal", "none", "none_held"),
    ]
    connection, own = duckdb.connect(), "1981-03-12"
    for held, level in {
        "1981-03-12": "exact",
        "1981-03-13": "slip",
        "1983-03-12": "slip",
        "1981-03-21": "switched",
        "1918-03-12": "switched",
        "1950-03-12": "differs",
        "1981-12-03": "swapped",
        "1981-09-12": "differs",
        "1981-04-13": "one_equal",
        "1950-01-30": "none",
    }.items():
        query = f"select {code} from (select date '{held}' as held_date, date '{own}' as own_date)"
        assert names[connection.execute(query).fetchall()[0][0] - 1] == level, held


def test_a_level_on_one_value_speaks_of_that_value() -> None:
    sex = levels.comparisons()[2].levels

    assert one_value(sex[0], "sex") == "sex_r = sex_l"
    assert one_value(sex[-1], "sex") is None
    born = levels.comparisons()[0].levels
    assert not any("defaults" in (one_value(level, "birth_date") or "") for level in born)


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
