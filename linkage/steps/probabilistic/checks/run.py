"""The checks of a run: events whose answer is known are compared and scored in one pass, and judged each in its way."""

from linkage.config.job import EvidenceTable
from linkage.config.rules import RankP
from linkage.engine.dialect import Dialect
from linkage.engine.making import Item, made
from linkage.steps.probabilistic.checks.check import rank_check_made
from linkage.steps.probabilistic.checks.hidden import HIDDEN, hidden_identity_sql
from linkage.steps.probabilistic.checks.holdout import holdout_made
from linkage.steps.probabilistic.checks.judged import judged_pair_sql
from linkage.steps.probabilistic.checks.synthetic import MADE_UP, synthetic_made
from linkage.steps.probabilistic.evidence import weigh
from linkage.steps.probabilistic.model.model import Model
from linkage.steps.probabilistic.scoring.score import compared_made, scored_made


def checks_made(
    dialect: Dialect, rules: RankP, model: Model, last_day: str, switches: EvidenceTable = weigh.OFF
) -> tuple[Item, ...]:
    """
    event, event_identity, proved_pair, what the pool was settled by and the index -> holdout and rank_check.

    `switches` are those of the run; a number that was hidden is no near-miss of anybody's, and made-up records have
    no evidence at all. Scores anew, in tables of the names that the pool's had: it comes after the pool is settled.
    """
    switches = weigh.usable(model.evidence, switches).model_copy(update={"nhs_number_near": False})
    judged = judged_pair_sql(switches)
    return (
        *checked_made(dialect, rules, model, last_day, switches),
        *holdout_made(rules, model, last_day, judged),
        *rank_check_made(rules, model, judged),
    )


def checked_made(
    dialect: Dialect, rules: RankP, model: Model, last_day: str, switches: EvidenceTable
) -> tuple[Item, ...]:
    """
    hidden_identity and synthetic_identity, as far as the rules ask for them, and what compared_made makes of both.

    Together, since to look through the index takes as long for a few events as for many. Where m is adapted to the
    month, person_score too.
    """
    hidden = (made(HIDDEN, hidden_identity_sql, rules),) if rules.holdout_identities else ()
    made_up = synthetic_made(rules, last_day) if rules.synthetic_identities else ()
    tables = [table for table, items in ((HIDDEN, hidden), (MADE_UP, made_up)) if items]
    if not tables:
        return ()
    scored = scored_made if rules.month_m else compared_made
    checked = "checked_identity"
    return (
        *hidden,
        *made_up,
        made(checked, checked_identity_sql, tables),
        *scored(dialect, rules, model, last_day, switches, checked),
    )


def checked_identity_sql(tables: list[str]) -> str:
    """One row per identity of the `tables`, which have no key in common, in the columns of the pool."""
    return "\n        union all".join(
        f"""
        select identity_key, nhs_number, birth_date, sex, postcode, events, number_state
        from {table}"""
        for table in tables
    )
