"""Rank P links nobody without a birth date compared: that the person has none is a level, and no ground for a link."""

from random import Random

import pytest

from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.probabilistic.posterior.posterior import posterior_sql, threshold_sql
from linkage.steps.probabilistic.training.train import train_model
from tests.probabilistic.world import population
from tests.spec.steps import profile, seen, typed
from tests.tables import rows

LEADER = {
    "identity_key": "integer",
    "events": "integer",
    "person_id": "text",
    "match_weight": "double",
    "probability": "double",
    "birth_date_level": "text",
    "sex_level": "text",
    "postcode_level": "text",
    "nhs_number_level": "text",
    "runner_up_probability": "double",
    "candidate_people": "integer",
    "effective_candidates": "double",
    "number_points_elsewhere": "boolean",
    "is_tied": "boolean",
}
NOT_ONE_IN = 4.0
"""A target that the mean of any number of links would meet."""


def test_no_link_without_a_birth_date_compared(engine: DuckDBEngine) -> None:
    """Whatever the mean allows: such an event is for review, however probable its person."""
    drawn = rows("""
        identity_key | birth_date_level | status | reason
        -------------+------------------+--------+----------------
        1            | exact            | linked | posterior
        2            | missing          | review | below_threshold
        3            | none_held        | review | below_threshold
        4            | default_year     | linked | posterior
    """)
    rules = profile("hes_did").p
    assert rules is not None
    same = {"events": 1, "person_id": "P1", "match_weight": 30.0, "probability": 0.99, "candidate_people": 1}
    same |= {"sex_level": "exact", "postcode_level": "exact", "nhs_number_level": "missing"}
    same |= {"runner_up_probability": 0.0, "effective_candidates": 1.0}
    same |= {"number_points_elsewhere": False, "is_tied": False}
    values = [[typed({**same, **row}.get(column), kind) for column, kind in LEADER.items()] for row in drawn]
    engine.load("leader", LEADER, values)
    engine.load("split_person", {"identity_key": "integer"}, [])

    engine.create("threshold", threshold_sql(rules, NOT_ONE_IN, 0.0))
    engine.create("posterior", posterior_sql(rules))

    assert seen(engine, "posterior", ("identity_key", "status", "reason")) == [
        {name: row[name] for name in ("identity_key", "status", "reason")} for row in drawn
    ]


def test_that_the_person_has_none_is_a_level_of_its_own(engine: DuckDBEngine) -> None:
    """Learnt where one person in ten has no birth date: about a tenth of true pairs, and of strangers."""
    world, rules = population(Random(4), 1_000), profile("hes_did")
    world.events = [(number, born, sex, home) for _, number, born, sex, home in world.people]
    world.load(engine, rules)
    engine.create(
        "identity",
        "select identity_id, person_id, nhs_number, case when identity_id % 10 > 0 then birth_date end as birth_date,"
        " sex, postcode, birth_date_parts from identity",
    )
    assert rules.p is not None

    model = train_model(engine, rules.p, months=("2019-11",), inputs_sha256="none")

    (level,) = (one for one in model.comparisons["birth_date"] if one.level == "none_held")
    assert level.m == pytest.approx(0.1, abs=0.01)
    assert level.u == pytest.approx(0.1, abs=0.01)
