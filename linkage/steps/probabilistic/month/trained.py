"""
What the model file alone would have settled, in a run that adapts m to the month: phi and the threshold.

The hold-out is decided by both, so that a reader sees what the adaption has brought, and at what cost.
"""

from collections.abc import Iterator

from linkage.config.rules import RankP
from linkage.engine.making import Item, made
from linkage.steps.probabilistic.model.model import Model
from linkage.steps.probabilistic.posterior import context, kept_pair, leader, posterior, presence
from linkage.steps.probabilistic.posterior.copied import copied_floor, copied_shares, kind_share_made

TRAINED = "trained_"
"""Before the name of a table: as the model file has it."""


def trained_made(rules: RankP, model: Model, target_false_match_rate: float) -> Iterator[Item]:
    """pool_identity, pool_stratum, person_score, pool_coverage -> trained_presence, trained_threshold."""
    if not rules.month_m:
        return
    scores = "person_score"
    yield made("pair_weight", kept_pair.weight_of_score_sql, scores)
    yield from settled_made(rules, model, target_false_match_rate, kept_pair.kept_score_sql(scores))
    for table in ("presence", "threshold"):
        yield made(f"{TRAINED}{table}", as_trained_sql, table)


def settled_made(
    rules: RankP, model: Model, target_false_match_rate: float, scores: str, *, in_context: bool = False
) -> Iterator[Item]:
    """
    pair_weight, pool_stratum, pool_coverage -> the posterior of every person, the leader, and the threshold.

    `scores` is a query in brackets of the scores of kept_pair. `in_context`: phi and the threshold are those that the
    month was published with.
    """
    copied, shares = model.number.copied, copied_shares(model)
    yield made("pool_best", kept_pair.pool_best_sql, copied)
    yield made("pool_sum", presence.pool_sum_sql)
    yield presence.presence_made(model.right_number_share)
    if in_context:
        yield made("presence", context.presence_sql)
    yield made("pool_phi", presence.pool_phi_sql)
    yield made("next_best", kept_pair.next_best_sql)
    yield made("kept_pair", kept_pair.kept_pair_sql, copied)
    yield kind_share_made(shares)
    yield made("person_posterior", posterior.person_posterior_sql, scores, shares)
    yield made("leader", leader.leader_sql)
    yield made("expected_share", posterior.expected_share_sql, rules)
    if in_context:
        yield made("threshold", context.threshold_sql)
        return
    floor = copied_floor(shares)
    yield made("threshold", posterior.threshold_sql, rules, target_false_match_rate, floor, "expected_share")


def as_trained_sql(table: str) -> str:
    """A table, kept as the model file has it before the month's own is made."""
    return f"select * from {table}"
