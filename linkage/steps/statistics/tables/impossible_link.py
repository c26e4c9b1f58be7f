"""linkage_error from what cannot be: links to somebody who had died, or was not yet born."""

from collections.abc import Sequence

from linkage.engine.making import Item, made
from linkage.words.control import OwnRule
from linkage.words.statistic import Asked, CountedFrom, Statistic


def impossible_event_sql() -> str:
    """One row per linked event that cannot be its person's: the test is after a death or before birth (see events)."""
    return "select event_id from events where status = 'linked' and (after_death or before_birth)"


def impossible_link_sql() -> str:
    """
    Statistics rows: impossible links among all, by rank and together.

    A lower bound of the false links, and a low one: most wrong people are alive.
    """
    parts = []
    for breakdown, category in (("match_rank", "outcome.match_rank"), ("month", "outcome.month")):
        parts.append(f"""
        select outcome.period, 'linkage_error' as "table", '{breakdown}' as breakdown, {category} as category,
            'impossible_link_share' as measure, count(wrong.event_id) as numerator, count(*) as denominator,
            cast(count(wrong.event_id) as double) / nullif(count(*), 0) as value,
            count(distinct case when wrong.event_id is not null then outcome.subject end) as numerator_people,
            count(distinct case when wrong.event_id is null then outcome.subject end) as complement_people
        from outcome
        left join impossible_event as wrong on wrong.event_id = outcome.event_id
        where outcome.status = 'linked'
        group by outcome.period, {category}""")
    return " union all ".join(parts)


def items(_asked: Asked) -> Sequence[Item]:
    """The events that cannot be."""
    return (made("impossible_event", impossible_event_sql),)


STATISTIC = Statistic(
    table="linkage_error",
    meaning="Share of links to somebody who had died or was not yet born: a lower bound of the false ones.",
    source=CountedFrom.EVENTS,
    items=items,
    sql=lambda _: impossible_link_sql(),
    control=OwnRule("linkage.disclosure.estimates"),
    chapter="errors",
    sums="measure = 'impossible_link_share'",
    sums_kept="measure = 'impossible_link_share'",
)
