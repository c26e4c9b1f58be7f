"""linkage_error from the posteriors alone: expected false and missed links, and what another threshold would do."""

from collections.abc import Sequence

from linkage.engine.making import Item, made
from linkage.steps.statistics.breakdown import category_sql, columns_of, every_breakdown_sql
from linkage.steps.statistics.held_out import BY
from linkage.words.control import OwnRule
from linkage.words.estimate import estimate_sql, exact_sum_sql
from linkage.words.statistic import Asked, CountedFrom, Statistic

THRESHOLDS = (0.5, 0.7, 0.9, 0.95, 0.99, 0.995, 0.999)
"""Probabilities at which links are counted as if they were the threshold."""

LINKABLE = "(match_rank = 'P' or reason in ('below_threshold', 'low_probability'))"
"""Events that only the threshold decides: no tie, no contradiction, no number that points elsewhere."""
LINKED, MISSED = "match_rank = 'P'", "status <> 'linked'"


def scored_outcome_sql() -> str:
    """One row per event that rank P gave a probability and no other rank linked, with what it is counted by."""
    return """
        select outcome.*, links.match_probability, links.reason
        from outcome
        join links on links.event_id = outcome.event_id
        where links.match_probability is not null and (links.match_rank = 'P' or links.status <> 'linked')"""


def scored_total_sql() -> str:
    """
    One row per breakdown and category: what rank P expects of its links, and of the events that it did not link.

    Expected false: the sum of 1 - P over the links. Expected missed: the sum of P of the best person over the
    events that were not linked; those whose person shares no block with them are not in it.
    """
    doubt = f"case when {LINKED} then 1 - match_probability"
    return f"""
        select period, breakdown, category,
            {estimate_sql(exact_sum_sql(f"{doubt} else 0 end"))} as expected_false_links,
            {estimate_sql(f"avg({doubt} end)")} as expected_false_link_share,
            {estimate_sql(exact_sum_sql(f"case when {MISSED} then match_probability else 0 end"))}
                as expected_missed_links,
            {_sides_sql("linked", LINKED)}, {_sides_sql("missed", MISSED)}
        from (
            select *, {category_sql(columns_of(BY))} as category
            from scored_outcome
            cross join {every_breakdown_sql(BY)}
        ) as by_category
        where category is not null
        group by period, breakdown, category"""


def threshold_total_sql() -> str:
    """One row per month and probability: the links, had it been the threshold, and the expected share of wrong ones."""
    listed = ", ".join(f"('{threshold:g}', cast({threshold!r} as double))" for threshold in THRESHOLDS)
    reached = f"({LINKABLE} and match_probability >= least_probability)"
    return f"""
        select period, 'probability' as breakdown, category,
            {estimate_sql(f"cast(count(case when {reached} then 1 end) as double)")} as links_at_probability,
            {estimate_sql(f"avg(case when {reached} then 1 - match_probability end)")}
                as expected_false_link_share_at_probability,
            {_sides_sql("reached", reached)}
        from scored_outcome
        cross join (select * from (values {listed}) as named (category, least_probability)) as threshold
        group by period, category"""


def _sides_sql(name: str, condition: str) -> str:
    """The people of events that meet a condition, and of those that do not."""
    return f"""count(distinct case when {condition} then subject end) as {name}_people,
            count(distinct case when not ({condition}) then subject end) as not_{name}_people"""


def expected_error_sql() -> str:
    """Statistics rows: what rank P expects as it is, and at other thresholds."""
    return " union all ".join(
        f"""
        select period, 'linkage_error' as "table", breakdown, category, '{measure}' as measure,
            cast(null as bigint) as numerator, cast(null as bigint) as denominator, {measure} as value,
            {side}_people as numerator_people, not_{side}_people as complement_people
        from {source}"""
        for source, side, measure in (
            ("scored_total", "linked", "expected_false_links"),
            ("scored_total", "linked", "expected_false_link_share"),
            ("scored_total", "missed", "expected_missed_links"),
            ("threshold_total", "reached", "links_at_probability"),
            ("threshold_total", "reached", "expected_false_link_share_at_probability"),
        )
    )


def items(_asked: Asked) -> Sequence[Item]:
    """The events that rank P gave a probability, and what follows from these."""
    return (
        made("scored_outcome", scored_outcome_sql),
        made("scored_total", scored_total_sql),
        made("threshold_total", threshold_total_sql),
    )


STATISTIC = Statistic(
    table="linkage_error",
    meaning="False and missed links that the posteriors of rank P expect, as it is and at other thresholds.",
    source=CountedFrom.EVENTS,
    items=items,
    sql=lambda _: expected_error_sql(),
    control=OwnRule("linkage.disclosure.estimates"),
    chapter="errors",
    needs_p=True,
)
