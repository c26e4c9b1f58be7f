"""Linked events that show a sign of a wrong link or a wrong record."""

from collections.abc import Sequence

from linkage.engine.making import Item, made
from linkage.steps.statistics.breakdown import category_sql, columns_of, every_breakdown_sql
from linkage.words.control import OfLinked
from linkage.words.names import DOUBTS
from linkage.words.statistic import Asked, CountedFrom, Statistic

BREAKDOWNS = ("month", "match_rank", "provider")
MEASURES = (*DOUBTS, "any")


def doubt_tally_sql() -> str:
    """One row per breakdown, category and patient: linked events, and how many of them show each sign, and any."""
    told = {flag: f"coalesce(events.{flag}, false)" for flag in DOUBTS}
    told |= {"any": " or ".join(told.values())}
    category = category_sql(columns_of(BREAKDOWNS))
    return f"""
        select period, breakdown, {category} as category, subject, count(*) as events,
            {", ".join(f"count(case when is_{sign} then 1 end) as {sign}_events" for sign in MEASURES)}
        from (
            select outcome.period, outcome.subject, {", ".join(f"outcome.{name}" for name in BREAKDOWNS)},
                {", ".join(f"{condition} as is_{sign}" for sign, condition in told.items())}
            from outcome
            join events on events.event_id = outcome.event_id
            where outcome.status = 'linked'
        ) as doubted
        cross join {every_breakdown_sql(BREAKDOWNS)}
        group by period, breakdown, {category}, subject"""


def doubt_total_sql() -> str:
    """One row per breakdown and category: the events of doubt_tally, and patients with and without each sign."""
    counted = ", ".join(
        f"cast(sum({sign}_events) as bigint) as {sign}_events,"
        f" count(case when {sign}_events > 0 then 1 end) as {sign}_with,"
        f" count(case when {sign}_events < events then 1 end) as {sign}_without"
        for sign in MEASURES
    )
    return f"""
        select period, breakdown, category, cast(sum(events) as bigint) as events, {counted}
        from doubt_tally
        group by period, breakdown, category"""


def implausible_sql() -> str:
    """Statistics rows: events with each sign, and with any, as a share of the linked ones."""
    return " union all ".join(
        f"""
        select period, 'implausible' as "table", breakdown, category, '{sign}' as measure,
            {sign}_events as numerator, events as denominator,
            cast({sign}_events as double) / events as value,
            {sign}_with as numerator_people, {sign}_without as complement_people
        from doubt_total"""
        for sign in MEASURES
    )


def items(_asked: Asked) -> Sequence[Item]:
    """Patients, counted once, and their totals."""
    return (made("doubt_tally", doubt_tally_sql), made("doubt_total", doubt_total_sql))


STATISTIC = Statistic(
    table="implausible",
    meaning="Share of linked events that show a sign of a wrong link or a wrong record, by sign.",
    source=CountedFrom.EVENTS,
    items=items,
    sql=lambda _: implausible_sql(),
    control=OfLinked("any"),
    chapter="care",
    sums="true",
    sums_kept="true",
)
