"""The step: undecided event identities in, the posterior of their best person out."""

from linkage.config.job import EvidenceTable
from linkage.config.rules import RankP
from linkage.engine.base import Engine
from linkage.engine.dialect import Dialect
from linkage.engine.making import Item, Made, briefly, made, make
from linkage.steps.probabilistic.checks.run import checks_made
from linkage.steps.probabilistic.draws.run import Draws, draws_made
from linkage.steps.probabilistic.evidence.near_number import with_near_coverage_sql
from linkage.steps.probabilistic.evidence.weigh import OFF, near_weighs, needs_pairs, usable
from linkage.steps.probabilistic.model.model import Model
from linkage.steps.probabilistic.month.adapt import SCORES, adapted_made
from linkage.steps.probabilistic.month.drift import drift_made
from linkage.steps.probabilistic.month.trained import settled_made, trained_made
from linkage.steps.probabilistic.posterior import context, leader, posterior, target
from linkage.steps.probabilistic.posterior.kept_pair import kept_score_sql, weight_of_score_sql
from linkage.steps.probabilistic.posterior.rank_weight import rank_weights_made
from linkage.steps.probabilistic.scoring import blocking, coverage, neighbour, part_date, pool
from linkage.steps.probabilistic.scoring.index_size import index_size_sql
from linkage.steps.probabilistic.scoring.score import (
    compared_made,
    pair_weight_sql,
    pairs_made,
    person_score_sql,
)
from linkage.steps.probabilistic.training import proof


def rank_p_made(
    dialect: Dialect,
    rules: RankP,
    model: Model,
    *,
    target_false_match_rate: float,
    last_day: str,
    switches: EvidenceTable = OFF,
    in_context: bool = False,
    draws: Draws | None = None,
) -> tuple[Item, ...]:
    """
    Decide every identity of the pool, and measure how well that goes.

    `in_context`: as when the month was published, by the tables context_*: the size of the index, phi, the threshold,
    the blocks left out. What is of identities that were not there then is found as in any run.

    Makes index_size, pool_identity, pool_block, pool_neighbour, pool_near_miss, person_posterior, presence,
    block_left_out, posterior, threshold, target_link, rank_weight, holdout and rank_check.
    Reads event, event_identity, candidate, rank_decision, identity, person, person_number and postcode_people.
    `last_day` (YYYY-MM-DD) is the last day of the month, at which ages are taken. `switches` say which further evidence
    counts: practice also reads hospital_practice and no_practice, activity episode, appointment and attendance.
    Where `draws` are asked for: what each makes of the candidates and of the ranks' links too.
    """
    switches = usable(model.evidence, switches)
    scores = f"({person_score_sql(switches, 'kept_pair')})"
    weights = made("pair_weight", pair_weight_sql, switches)
    scored: tuple[Item, ...] = ()
    if rules.month_m:
        scores, weights = kept_score_sql(SCORES), made("pair_weight", weight_of_score_sql, SCORES)
        scored = (made("person_score", person_score_sql, switches),)
    near = near_weighs(model.evidence, switches)
    near_miss = (
        Made("pool_near_miss", "select share from near_miss", "The share as the pool is weighed by it."),
    )
    items = (
        made("index_size", context.index_size_sql if in_context else index_size_sql),
        made("proved_pair", proof.proved_pair_sql),
        *drift_made(model),
        made("pool_identity", pool.pool_identity_sql),
        made("pool_stratum", pool.pool_stratum_sql),
        *compared_made(dialect, rules, model, last_day, switches, in_context=in_context),
        made("pool_block", neighbour.pool_block_sql),
        made("pool_neighbour", neighbour.pool_neighbour_sql),
        *(near_miss if near else ()),
        made("block_left_out", blocking.block_left_out_sql, rules),
        coverage.block_set_share_made(rules, model.block_coverage),
        made("pool_coverage", part_date.with_part_coverage_sql, compared_sql(rules, model, switches), model),
        *scored,
        *trained_made(rules, model, target_false_match_rate),
        *adapted_made(rules, model, in_context=in_context),
        weights,
        *settled_made(rules, model, target_false_match_rate, scores, in_context=in_context),
        *rank_weights_made(dialect, model, last_day),
        made("split_person", leader.split_person_sql, rules),
        made("posterior", posterior.posterior_sql, rules),
        *(draws_made(model, draws, last_day) if draws else ()),
        *target.targets_made(rules),
        *checks_made(dialect, rules, model, last_day, switches),
    )
    return briefly(items)


def neighbours_made(
    dialect: Dialect, rules: RankP, model: Model, switches: EvidenceTable = OFF
) -> tuple[Item, ...]:
    """event_identity, rank_decision, the index -> pool_neighbour, in the context of the month; nothing is weighed."""
    return (
        made("pool_identity", pool.pool_identity_sql),
        *pairs_made(dialect, rules, usable(model.evidence, switches), in_context=True),
        made("pool_neighbour", neighbour.pool_neighbour_sql),
    )


def neighbour_records_made(dialect: Dialect, switches: EvidenceTable) -> tuple[Item, ...]:
    """The pool_neighbour of both above where evidence weighs records or practices too; reads compared_pair."""
    if not needs_pairs(switches):
        return ()
    return (made("pool_neighbour", neighbour.neighbour_records_sql, dialect, switches),)


def compared_sql(rules: RankP, model: Model, switches: EvidenceTable) -> str:
    """event_block -> the chance that the person of an identity, if in the index, was compared with it."""
    compared = coverage.coverage_sql(rules, model.right_number_share)
    return with_near_coverage_sql(compared) if near_weighs(model.evidence, switches) else compared


def run_rank_p(
    engine: Engine,
    rules: RankP,
    model: Model,
    *,
    target_false_match_rate: float,
    last_day: str,
    switches: EvidenceTable = OFF,
    draws: Draws | None = None,
) -> None:
    """Make rank_p_made."""
    make(
        engine,
        rank_p_made(
            engine.dialect,
            rules,
            model,
            target_false_match_rate=target_false_match_rate,
            last_day=last_day,
            switches=switches,
            draws=draws,
        ),
    )
