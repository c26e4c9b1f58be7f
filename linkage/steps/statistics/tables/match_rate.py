"""Match rate, and the shares in review and unlinked, by whatever an event can be counted by."""

from collections.abc import Sequence

from linkage.engine.making import Item, made
from linkage.words.control import OwnRule
from linkage.words.statistic import Asked, Charted, CountedFrom, Statistic

BREAKDOWNS = (
    "month",
    "provider",
    "site",
    "modality",
    "source_setting",
    "sex",
    "age_band",
    "ethnic_group",
    "deprivation",
    "nhs_number_status",
    "nhs_number_state",
)
"""What events are counted by; `level` says which of them are about a part of the country."""

MEASURES = {"match_rate": "linked", "review_rate": "review", "unlinked_rate": "unlinked"}
"""Measure, and the status it counts: together every event of a category, once."""


def tally_sql() -> str:
    """
    One row per breakdown, category and patient: events, and how many of them have each status.

    Counting each patient once here makes the distinct people of every number a plain count afterwards.
    """
    statuses = ", ".join(
        f"count(case when status = '{status}' then 1 end) as {status}" for status in MEASURES.values()
    )
    return " union all ".join(
        f"""
        select period, '{breakdown}' as breakdown, {breakdown} as category, subject,
            count(*) as events, {statuses}
        from outcome
        where {breakdown} is not null
        group by period, {breakdown}, subject"""
        for breakdown in BREAKDOWNS
    )


def match_rate_by_sql() -> str:
    """Statistics rows of the table match_rate_by: events of each status as a share of all, by breakdown."""
    return " union all ".join(
        f"""
        select period, 'match_rate_by' as "table", breakdown, category, '{measure}' as measure,
            cast(sum({counted}) as bigint) as numerator, cast(sum(events) as bigint) as denominator,
            cast(sum({counted}) as double) / nullif(sum(events), 0) as value,
            count(case when {counted} > 0 then 1 end) as numerator_people,
            count(case when {counted} < events then 1 end) as complement_people
        from tally
        group by period, breakdown, category"""
        for measure, counted in MEASURES.items()
    )


def items(_asked: Asked) -> Sequence[Item]:
    """Patients, counted once."""
    return (made("tally", tally_sql),)


STATISTIC = Statistic(
    table="match_rate_by",
    meaning="Shares of events that are linked, in review and unlinked, by whatever an event can be counted by.",
    source=CountedFrom.EVENTS,
    items=items,
    sql=lambda _: match_rate_by_sql(),
    control=OwnRule("linkage.disclosure.national"),
    chapter="groups",
    sums="breakdown <> 'nhs_number_status'",
    sums_kept="true",
    charted=(
        Charted("month", "month", national=tuple(MEASURES)),
        Charted("provider", "provider"),
    ),
)
