"""The step: undecided event identities in, the posterior of their best person out."""

from linkage.config.job import EvidenceTable
from linkage.config.rules import RankP
from linkage.engine.base import Engine
from linkage.probabilistic import (
    blocking,
    coverage,
    leader,
    part_date,
    pool,
    posterior,
    presence,
    proof,
    target,
)
from linkage.probabilistic.adapt import adapt
from linkage.probabilistic.check import make_checks
from linkage.probabilistic.drift import make_drift
from linkage.probabilistic.evidence.near_number import with_near_coverage_sql
from linkage.probabilistic.evidence.weigh import OFF, near_weighs, usable
from linkage.probabilistic.holdout import run_holdout
from linkage.probabilistic.index_size import index_size_sql
from linkage.probabilistic.model import Model
from linkage.probabilistic.rank_weight import make_rank_weight
from linkage.probabilistic.score import compare_pool, drop_compared, person_score_sql


def run_rank_p(
    engine: Engine,
    rules: RankP,
    model: Model,
    *,
    target_false_match_rate: float,
    last_day: str,
    switches: EvidenceTable = OFF,
) -> None:
    """
    Decide every identity of the pool, and measure how well that goes.

    Makes pool_identity, person_posterior, presence, block_left_out, posterior, threshold, target_link, rank_weight,
    holdout and rank_check.
    Reads event, event_identity, candidate, rank_decision, identity, person, person_number and postcode_people.
    `last_day` (YYYY-MM-DD) is the last day of the month, at which ages are taken. `switches` say which further evidence
    counts: practice also reads hospital_practice and no_practice, activity episode, appointment and attendance.
    """
    engine.create("index_size", index_size_sql())
    engine.create("proved_pair", proof.proved_pair_sql())
    make_drift(engine, model)
    engine.create("pool_identity", pool.pool_identity_sql())
    engine.create("pool_stratum", pool.pool_stratum_sql())
    switches = usable(model.evidence, switches)
    compare_pool(engine, rules, model, last_day, switches=switches)
    scores = f"({person_score_sql(switches)})"
    engine.create("block_left_out", blocking.block_left_out_sql(rules))
    compared = coverage.coverage_sql(rules, model.block_coverage, model.right_number_share)
    if near_weighs(model.evidence, switches):
        compared = with_near_coverage_sql(compared)
    engine.create("pool_coverage", part_date.with_part_coverage_sql(compared, model))
    if rules.month_m:
        engine.create("person_score", f"select * from {scores} as scored")
        scores = "person_score"
    of_month = adapt(engine, rules, model)
    engine.create("pool_best", posterior.pool_best_sql(scores))
    engine.create("pool_sum", presence.pool_sum_sql())
    presence.make_presence(engine, model.right_number_share)
    engine.create("pool_phi", presence.pool_phi_sql())
    engine.create("person_posterior", posterior.person_posterior_sql(scores, model.number.copied))
    drop_compared(engine)
    make_rank_weight(engine, model, last_day)
    engine.create("leader", leader.leader_sql())
    engine.create("split_person", leader.split_person_sql(rules))
    floor = target.copied_floor(model.number)
    engine.create("threshold", posterior.threshold_sql(rules, target_false_match_rate, floor))
    engine.create("posterior", posterior.posterior_sql(rules))
    target.make_targets(engine, rules)
    for table in PASSING:
        engine.drop(table)
    run_holdout(engine, rules, of_month, last_day=last_day, switches=switches)
    engine.drop("proved_pair")
    make_checks(engine, rules, model, last_day=last_day)
    engine.drop("index_size")


PASSING = (
    "event_block",
    *("pool_coverage", "pool_sum", "pool_best", "leader", "split_person", "near_pair", "near_miss"),
    "part_identity",
)
"""Tables that nobody reads once the posterior is there."""
