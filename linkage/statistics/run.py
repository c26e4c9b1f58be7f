"""The step: links and events in, the tidy table out."""

from linkage.config import codes
from linkage.config.rules import Rules
from linkage.engine.base import Engine
from linkage.statistics import data_quality, linkage_error, match_rank, match_rate, outcome

COLUMNS = (
    'period, "table", breakdown, category, measure, numerator, denominator, value, level,'
    " numerator_people, complement_people"
)


def make_statistics(engine: Engine, rules: Rules, month: str) -> None:
    """
    links, event, events, episode, identity, data_quality_count, input_file, quarantine -> statistics.

    For `month` (YYYY-MM); with rank P also holdout and pool_phi.
    """
    groups = [(row["code"], row["group"]) for row in codes.read("ethnic_category")]
    engine.load("ethnic_group", {"code": "text", "ethnic_group": "text"}, groups)
    made = {
        "outcome": outcome.outcome_sql(),
        "tally": match_rate.tally_sql(),
        "field_tally": data_quality.field_tally_sql(),
        "field_totals": data_quality.field_totals_sql(),
    }
    for table, query in made.items():
        engine.create(table, query)
    parts = (
        match_rank.match_rank_sql(rules),
        match_rate.match_rate_by_sql(),
        data_quality.field_sql(),
        data_quality.counts_sql(month),
        linkage_error.make_linkage_error(engine, has_p=rules.p is not None),
    )
    united = "\n        union all\n".join(f"select {COLUMNS} from ({part}) as part" for part in parts)
    engine.create("statistics", united)
    for table in (*made, *linkage_error.TABLES, "ethnic_group"):
        engine.drop(table)
