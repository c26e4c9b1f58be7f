"""Linked events that show a sign of a wrong link or a wrong record."""

from linkage.words.control import OfLinked
from linkage.words.names import DOUBTS
from linkage.words.statistic import CountedFrom, Statistic

BREAKDOWNS = ("month", "match_rank", "provider")


def implausible_sql() -> str:
    """Statistics rows: events with each sign, and with any, as a share of the linked ones."""
    told = {flag: f"coalesce(events.{flag}, false)" for flag in DOUBTS}
    conditions = told | {"any": " or ".join(told.values())}
    return " union all ".join(
        f"""
        select outcome.period, 'implausible' as "table", '{breakdown}' as breakdown,
            outcome.{breakdown} as category, '{measure}' as measure,
            count(case when {condition} then 1 end) as numerator, count(*) as denominator,
            cast(count(case when {condition} then 1 end) as double) / count(*) as value,
            count(distinct case when {condition} then outcome.subject end) as numerator_people,
            count(distinct case when not ({condition}) then outcome.subject end) as complement_people
        from outcome
        join events on events.event_id = outcome.event_id
        where outcome.status = 'linked'
        group by outcome.period, outcome.{breakdown}"""
        for breakdown in BREAKDOWNS
        for measure, condition in conditions.items()
    )


STATISTIC = Statistic(
    table="implausible",
    meaning="Share of linked events that show a sign of a wrong link or a wrong record, by sign.",
    source=CountedFrom.EVENTS,
    sql=lambda _: implausible_sql(),
    control=OfLinked("any"),
    chapter="care",
    sums="true",
    sums_kept="true",
)
