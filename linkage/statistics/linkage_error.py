"""linkage_error: what can be known of wrong and missed links without a label, in every run."""

from linkage.engine.base import Engine
from linkage.statistics import difference, expected_error, holdout, impossible_link


def make_linkage_error(engine: Engine, *, has_p: bool) -> str:
    """
    The query of the statistics rows, and the tables it reads.

    Reads outcome, links, event and events; with rank P also holdout and pool_phi.
    """
    engine.create("impossible_event", impossible_link.impossible_event_sql())
    if not has_p:
        return impossible_link.impossible_link_sql()
    engine.create("holdout_event", holdout.holdout_event_sql())
    engine.create("holdout_weight", holdout.holdout_weight_sql())
    engine.create("holdout_estimate", holdout.holdout_estimate_sql())
    engine.create("scored_outcome", expected_error.scored_outcome_sql())
    engine.create("expected_outcome", difference.expected_outcome_sql())
    parts = (
        impossible_link.impossible_link_sql,
        holdout.holdout_sql,
        expected_error.expected_error_sql,
        expected_error.threshold_sql,
        difference.difference_sql,
    )
    return " union all ".join(part() for part in parts)


TABLES = (
    "impossible_event",
    "holdout_event",
    "holdout_weight",
    "holdout_estimate",
    "scored_outcome",
    "expected_outcome",
)
"""Tables that make_linkage_error may leave behind, to be dropped once the rows are made."""
