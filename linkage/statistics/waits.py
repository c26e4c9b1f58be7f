"""Waits between request, receipt, test and report: percentiles, shares within a time, and what cannot be."""

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

BREAKDOWNS = {
    "month": "national",
    "modality": "national",
    "source_setting": "national",
    "provider": "sub-national",
}


def wait_day_sql() -> str:
    """One row per breakdown, category, wait, patient and number of days: how many events waited so long."""
    long = " union all ".join(
        f"""
            select outcome.*, '{wait}' as wait, events.days_{wait} as days
            from outcome
            join events on events.event_id = outcome.event_id
            where events.days_{wait} is not null"""
        for wait in WAITS
    )
    each = " union all ".join(
        f"""
        select period, '{breakdown}' as breakdown, {breakdown} as category, '{level}' as level, wait, days, subject,
            count(*) as events
        from waited
        group by period, {breakdown}, wait, days, subject"""
        for breakdown, level in BREAKDOWNS.items()
    )
    return f"with waited as ({long}) {each}"


def wait_percentile_sql() -> str:
    """
    One row per category, wait and percentile: the fewest whole days that so many of a hundred events waited, at most.

    Negative waits are slips of a date, and left out.
    """
    of_category = "period, breakdown, category, level, wait"
    asked = ", ".join(f"({percent})" for percent in PERCENTILES)
    return f"""
        with counted as (
            select {of_category}, days, sum(events) as events
            from wait_day
            where days >= 0
            group by {of_category}, days
        ),
        cumulated as (
            select {of_category}, days,
                sum(events) over (
                    partition by {of_category} order by days
                    rows between unbounded preceding and current row) as so_far,
                sum(events) over (partition by {of_category}) as whole
            from counted
        )
        select {of_category}, percent, min(days) as days
        from cumulated
        cross join (select * from (values {asked}) as asked (percent)) as asked
        where so_far * 100 >= whole * percent
        group by {of_category}, percent"""


def waits_sql() -> str:
    """
    Statistics rows of the table waits; the measure names the wait and what is said of it.

    `<wait>.p50` is in days, with the events at or below it; `<wait>.within_14` the share that waited so long at most;
    `<wait>.negative` events whose second date is before the first, of all with both.
    """
    of_category = "period, breakdown, category, level, wait"
    told = "concat('p', cast(percent as string)) as told, days as most, true as is_days"
    percentiles = f"select {of_category}, {told} from wait_percentile"
    within = [
        f"select distinct {of_category}, 'within_{days}', {days}, false from wait_percentile"
        for days in WITHIN
    ]
    limits = " union all ".join([percentiles, *within])
    head = """period, 'waits' as "table", breakdown, category"""
    return f"""
        with limits as ({limits}),
        of_person as (
            select limits.period, limits.breakdown, limits.category, limits.level, limits.wait, limits.told,
                limits.most, limits.is_days, day.subject,
                sum(case when day.days <= limits.most then day.events else 0 end) as below,
                sum(day.events) as events
            from limits
            join wait_day as day
              on day.period = limits.period and day.breakdown = limits.breakdown
             and day.category = limits.category and day.wait = limits.wait
            where day.days >= 0
            group by limits.period, limits.breakdown, limits.category, limits.level, limits.wait, limits.told,
                limits.most, limits.is_days, day.subject
        ),
        of_patient as (
            select {of_category}, subject, sum(case when days < 0 then events else 0 end) as negative,
                sum(events) as events
            from wait_day
            group by {of_category}, subject
        )
        select {head}, concat(wait, '.', told) as measure, cast(sum(below) as bigint) as numerator,
            cast(sum(events) as bigint) as denominator,
            case when is_days then cast(max(most) as double) else cast(sum(below) as double) / sum(events) end as value,
            level, count(case when below > 0 then 1 end) as numerator_people,
            count(case when below < events then 1 end) as complement_people
        from of_person
        group by {of_category}, told, is_days
        union all
        select {head}, concat(wait, '.negative'), cast(sum(negative) as bigint), cast(sum(events) as bigint),
            cast(sum(negative) as double) / sum(events), level, count(case when negative > 0 then 1 end),
            count(case when negative < events then 1 end)
        from of_patient
        group by {of_category}"""
