"""The step: links and events in, the tidy table out."""

from linkage.config.rules import Rules
from linkage.engine.base import Engine
from linkage.statistics import match_rank, match_rate, outcome


def make_statistics(engine: Engine, rules: Rules, month: str) -> None:
    """links, event, events, data_quality_count -> statistics, for `month` (YYYY-MM)."""
    engine.create("outcome", outcome.outcome_sql())
    parts = (
        match_rank.match_rank_sql(rules),
        match_rate.match_rate_by_sql(),
        match_rate.data_quality_sql(month),
    )
    columns = (
        'period, "table", breakdown, category, measure, numerator, denominator, value, level,'
        " numerator_people, complement_people"
    )
    united = "\n        union all\n".join(f"select {columns} from ({part}) as part" for part in parts)
    engine.create("statistics", united)
    engine.drop("outcome")
