"""Waits between request, receipt, test and report: percentiles, shares within a time, and what cannot be."""

from collections.abc import Sequence

from linkage.engine.making import Item, made
from linkage.words.control import OwnRule
from linkage.words.statistic import Asked, CountedFrom, Statistic

WAITS = (
    "request_to_received",
    "request_to_test",
    "request_to_report",
    "received_to_test",
    "received_to_report",
    "test_to_report",
)
"""The six waits of the imaging data set, in whole days; columns days_... of events."""

PERCENTILES = (25, 50, 75, 90)
WITHIN = (14, 28, 42)
"""Days: two and four weeks, and the six weeks of the diagnostic waiting times standard (DM01)."""

BREAKDOWNS = ("month", "modality", "source_setting", "provider")

OF_CATEGORY = "period, breakdown, category, wait"


def waited_sql() -> str:
    """One row per event: what its waits are counted by, and the waits."""
    return f"""
        select outcome.period, outcome.subject, {", ".join(f"outcome.{breakdown}" for breakdown in BREAKDOWNS)},
            {", ".join(f"events.days_{wait}" for wait in WAITS)}
        from outcome
        join events on events.event_id = outcome.event_id"""


def of_each(columns: str, source: str, grouped: str) -> str:
    """The same query for every wait and breakdown: `days` and `by` in it stand for their columns."""
    return " union all ".join(
        f"""
        select period, '{breakdown}' as breakdown, category, '{wait}' as wait, {columns}
        from ({source.format(days=f"days_{wait}", by=breakdown)}) as counted
        group by period, category, {grouped}"""
        for breakdown in BREAKDOWNS
        for wait in WAITS
    )


def wait_patient_sql() -> str:
    """
    One row per category, wait, and shortest and longest wait of a patient: how many patients have these two.

    Both are of waits of 0 days or more, and null for patients with none; `has_negative`: dates in wrong order.
    """
    found = ", ".join(
        f"min(case when days_{wait} >= 0 then days_{wait} end) as shortest_{wait},"
        f" max(case when days_{wait} >= 0 then days_{wait} end) as longest_{wait},"
        f" count(days_{wait}) as events_{wait}, count(case when days_{wait} < 0 then 1 end) as negative_{wait}"
        for wait in WAITS
    )
    of_wait = ", ".join(of_wait_sql(name) for name in ("shortest", "longest", "events", "negative"))
    waits = ", ".join(f"('{wait}')" for wait in WAITS)
    return " union all ".join(
        f"""
        select period, '{breakdown}' as breakdown, category, wait, shortest, longest, negative > 0 as has_negative,
            count(*) as patients, cast(sum(events) as bigint) as events, cast(sum(negative) as bigint) as negative
        from (
            select period, category, wait, {of_wait}
            from (
                select period, {breakdown} as category, subject, {found}
                from waited
                group by period, {breakdown}, subject
            ) as patient
            cross join (select * from (values {waits}) as named (wait)) as of_each
        ) as one
        where events > 0
        group by period, category, wait, shortest, longest, negative > 0"""
        for breakdown in BREAKDOWNS
    )


def of_wait_sql(name: str) -> str:
    """What is told of the wait of a row, out of the columns of all waits."""
    cases = " ".join(f"when '{wait}' then {name}_{wait}" for wait in WAITS)
    return f"case wait {cases} end as {name}"


def wait_day_sql() -> str:
    """
    One row per category, wait and number of days, 0 or more, with the events that waited so long.

    And the patients whose shortest, and whose longest, wait it was: those at or below a limit, and above it, are sums.
    """
    source = "select period, {by} as category, {days} as days from waited where {days} >= 0"
    events = of_each("days, count(*) as events, 0 as shortest_of, 0 as longest_of", source, "days")
    return f"""
        select {OF_CATEGORY}, days, cast(sum(events) as bigint) as events,
            cast(sum(shortest_of) as bigint) as shortest_of, cast(sum(longest_of) as bigint) as longest_of
        from (
            {events}
            union all
            select {OF_CATEGORY}, shortest, 0, patients, 0 from wait_patient where shortest is not null
            union all
            select {OF_CATEGORY}, longest, 0, 0, patients from wait_patient where longest is not null
        ) as united
        group by {OF_CATEGORY}, days"""


def wait_percentile_sql() -> str:
    """
    One row per category, wait and percentile: the fewest whole days that so many of a hundred events waited, at most.

    Negative waits are slips of a date, and left out.
    """
    asked = ", ".join(f"({percent})" for percent in PERCENTILES)
    return f"""
        with cumulated as (
            select {OF_CATEGORY}, days,
                sum(events) over (
                    partition by {OF_CATEGORY} order by days
                    rows between unbounded preceding and current row) as so_far,
                sum(events) over (partition by {OF_CATEGORY}) as whole
            from wait_day
        )
        select {OF_CATEGORY}, percent, min(days) as days
        from cumulated
        cross join (select * from (values {asked}) as asked (percent)) as asked
        where so_far * 100 >= whole * percent
        group by {OF_CATEGORY}, percent"""


def waits_sql() -> str:
    """
    Statistics rows of the table waits; the measure names the wait and what is said of it.

    `<wait>.p50` is in days, with the events at or below it; `<wait>.within_14` the share that waited so long at most;
    `<wait>.negative` events whose second date is before the first, of all with both.
    """
    told = "concat('p', cast(percent as string)) as told, days as most, true as is_days"
    percentiles = f"select {OF_CATEGORY}, {told} from wait_percentile"
    within = [
        f"select distinct {OF_CATEGORY}, 'within_{days}', {days}, false from wait_percentile"
        for days in WITHIN
    ]
    limits = " union all ".join([percentiles, *within])
    head = """period, 'waits' as "table", breakdown, category"""
    same = " and ".join(f"day.{name} = limits.{name}" for name in ("period", "breakdown", "category", "wait"))
    return f"""
        with limits as ({limits}),
        summed as (
            select limits.period, limits.breakdown, limits.category, limits.wait, limits.told,
                limits.most, limits.is_days,
                cast(sum(case when day.days <= limits.most then day.events else 0 end) as bigint) as below,
                cast(sum(day.events) as bigint) as events,
                cast(sum(case when day.days <= limits.most then day.shortest_of else 0 end) as bigint) as people_below,
                cast(sum(case when day.days > limits.most then day.longest_of else 0 end) as bigint) as people_above
            from limits
            join wait_day as day on {same}
            group by limits.period, limits.breakdown, limits.category, limits.wait, limits.told,
                limits.most, limits.is_days
        )
        select {head}, concat(wait, '.', told) as measure, below as numerator, events as denominator,
            case when is_days then cast(most as double) else cast(below as double) / events end as value,
            people_below as numerator_people, people_above as complement_people
        from summed
        union all
        select {head}, concat(wait, '.negative'), cast(sum(negative) as bigint), cast(sum(events) as bigint),
            cast(sum(negative) as double) / sum(events),
            cast(sum(case when has_negative then patients else 0 end) as bigint),
            cast(sum(case when shortest is not null then patients else 0 end) as bigint)
        from wait_patient
        group by {OF_CATEGORY}"""


def items(_asked: Asked) -> Sequence[Item]:
    """Events with their waits, patients by shortest and longest, days, and the percentiles of these."""
    return (
        made("waited", waited_sql),
        made("wait_patient", wait_patient_sql),
        made("wait_day", wait_day_sql),
        made("wait_percentile", wait_percentile_sql),
    )


STATISTIC = Statistic(
    table="waits",
    meaning="Waits between request, receipt, test and report: percentiles, shares within a time, slips of a date.",
    source=CountedFrom.EVENTS,
    items=items,
    sql=lambda _: waits_sql(),
    control=OwnRule("linkage.disclosure.national"),
    chapter="care",
)
