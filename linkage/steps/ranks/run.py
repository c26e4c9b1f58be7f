"""The step: event identities and the person index in, deterministic candidates and decisions out."""

from linkage.config.rules import Rules
from linkage.engine.base import Engine
from linkage.engine.dialect import Dialect
from linkage.engine.making import Item, briefly, made, make
from linkage.steps.ranks import candidate, decision, neighbour


def ranks_made(dialect: Dialect, rules: Rules) -> tuple[Item, ...]:
    """event_identity, identity, person, person_number, postcode_people -> what the ranks find, and what they settle."""
    items = (
        made("rank_pair", candidate.pair_sql, dialect, rules),
        made("candidate", candidate.candidate_sql, rules),
        made("rank_neighbour", neighbour.rank_neighbour_sql),
        made("contradicted_identity", candidate.contradicted_sql),
        made("rank_decision", decision.rank_decision_sql, rules),
    )
    return briefly(items)


def run_ranks(engine: Engine, rules: Rules) -> None:
    """Make ranks_made."""
    make(engine, ranks_made(engine.dialect, rules))
