"""
Strangers as candidates meet them: people who share a block with a proved event and are certainly somebody else.

They live nearby, so they share its practice and its hospital far more often than anybody of the index would.
"""

from linkage.config.rules import RankP
from linkage.engine.base import Engine
from linkage.steps.probabilistic.scoring import blocking
from linkage.steps.probabilistic.scoring.block import demographic_blocks
from linkage.steps.probabilistic.training.proof import person_no_sql, with_number_sql

SAMPLED_EVENTS = 50_000
"""Proved events whose strangers are looked at, chosen by a hash: some millions of pairs, known to three digits."""


def make_stranger_pairs(engine: Engine, rules: RankP) -> None:
    """sampled_proof, proved_pair, identity, person, person_number -> stranger_pair; blocks by number are left out."""
    blocks = tuple(demographic_blocks(rules).values())
    if not blocks:
        engine.create("stranger_pair", "select identity_key, person_id from proved_pair where false")
        return
    without_number = rules.model_copy(update={"blocks": blocks})
    blocking.make_blocks(engine, without_number, "sampled_proof")
    engine.create("compared_pair", blocking.compared_pair_sql())
    engine.create("stranger_pair", stranger_pair_sql())
    for table in (*blocking.TABLES, "compared_pair"):
        engine.drop(table)


def stranger_pair_sql() -> str:
    """
    One row per proved event and stranger of its blocks: a number of their own proves that they are one.

    Nobody else has the event's number, or it would not be proved.
    """
    return f"""
        select pair.identity_key, named.person_id
        from compared_pair as pair
        join ({person_no_sql()}) as proved
          on proved.identity_key = pair.identity_key and proved.person_no <> pair.person_no
        join ({with_number_sql()}) as numbered on numbered.person_no = pair.person_no
        join person as named on named.person_no = pair.person_no"""
