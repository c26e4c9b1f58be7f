"""linkage_error from the posteriors alone: expected false and missed links, and what another threshold would do."""

from collections.abc import Sequence

from linkage.engine.making import Item, made
from linkage.steps.statistics.held_out import BY
from linkage.words.control import OwnRule
from linkage.words.estimate import estimate_sql, exact_sum_sql
from linkage.words.statistic import Asked, CountedFrom, Statistic

THRESHOLDS = (0.5, 0.7, 0.9, 0.95, 0.99, 0.995, 0.999)
"""Probabilities at which links are counted as if they were the threshold."""

LINKABLE = "(match_rank = 'P' or reason in ('below_threshold', 'low_probability'))"
"""Events that only the threshold decides: no tie, no contradiction, no number that points elsewhere."""


def scored_outcome_sql() -> str:
    """One row per event that rank P gave a probability and no other rank linked, with what it is counted by."""
    return """
        select outcome.*, links.match_probability, links.reason
        from outcome
        join links on links.event_id = outcome.event_id
        where links.match_probability is not null and (links.match_rank = 'P' or links.status <> 'linked')"""


def expected_error_sql() -> str:
    """
    Statistics rows: expected false links among those of rank P, and true links that the threshold costs.

    Expected false: the sum of 1 - P over the links. Expected missed: the sum of P of the best person over the
    events that were not linked; those whose person shares no block with them are not in it.
    """
    linked, missed = "match_rank = 'P'", "status <> 'linked'"
    measures = (
        (
            "expected_false_links",
            linked,
            exact_sum_sql("case when {0} then 1 - match_probability else 0 end"),
        ),
        ("expected_false_link_share", linked, "avg(case when {0} then 1 - match_probability end)"),
        ("expected_missed_links", missed, exact_sum_sql("case when {0} then match_probability else 0 end")),
    )
    return " union all ".join(
        _row("linkage_error", f"'{breakdown}'", breakdown, name, value.format(condition), condition)
        + f" where {breakdown} is not null group by period, {breakdown}"
        for breakdown in BY
        for name, condition, value in measures
    )


def threshold_sql() -> str:
    """Statistics rows: links, and the expected share of wrong ones, had the threshold been another."""
    rows = []
    for threshold in THRESHOLDS:
        reached = f"({LINKABLE} and match_probability >= {threshold!r})"
        for name, value in (
            ("links_at_probability", f"cast(count(case when {reached} then 1 end) as double)"),
            (
                "expected_false_link_share_at_probability",
                f"avg(case when {reached} then 1 - match_probability end)",
            ),
        ):
            rows.append(
                _row("linkage_error", "'probability'", f"'{threshold:g}'", name, value, reached)
                + " group by period"
            )
    return " union all ".join(rows)


def _row(table: str, breakdown: str, category: str, measure: str, value: str, condition: str) -> str:
    return f"""
        select period, '{table}' as "table", {breakdown} as breakdown, {category} as category,
            '{measure}' as measure, cast(null as bigint) as numerator, cast(null as bigint) as denominator,
            {estimate_sql(value)} as value,
            count(distinct case when {condition} then subject end) as numerator_people,
            count(distinct case when not ({condition}) then subject end) as complement_people
        from scored_outcome"""


def items(_asked: Asked) -> Sequence[Item]:
    """The events that rank P gave a probability."""
    return (made("scored_outcome", scored_outcome_sql),)


STATISTIC = Statistic(
    table="linkage_error",
    meaning="False and missed links that the posteriors of rank P expect, as it is and at other thresholds.",
    source=CountedFrom.EVENTS,
    items=items,
    sql=lambda _: f"{expected_error_sql()} union all {threshold_sql()}",
    control=OwnRule("linkage.disclosure.estimates"),
    chapter="errors",
    needs_p=True,
)
