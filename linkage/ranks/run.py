"""The step: event identities and the person index in, deterministic candidates and decisions out."""

from linkage.config.rules import Rules
from linkage.engine.base import Engine
from linkage.ranks import candidate, decision


def run_ranks(engine: Engine, rules: Rules) -> None:
    """event_identity, identity, person, postcode_people -> candidate, contradicted_identity, rank_decision."""
    engine.create("rank_pair", candidate.pair_sql(rules))
    engine.create("candidate", candidate.candidate_sql(rules))
    engine.create("contradicted_identity", candidate.contradicted_sql())
    engine.drop("rank_pair")
    engine.create("rank_decision", decision.rank_decision_sql(rules))
