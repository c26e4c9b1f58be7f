"""Change of the unmatched rate since the publication before, by whatever events are counted by."""

from linkage.words.control import MadeAnew
from linkage.words.deviation import pooled_deviation_sql
from linkage.words.estimate import estimate_sql
from linkage.words.statistic import CountedFrom, Statistic


def change_sql(month: str, before: str) -> str:
    """
    Statistics rows of the table change: the unmatched rate of `month`, that of the month `before`, and the move.

    Reads month_statistics and earlier_statistics. `relative_change` is (now - before) / before, null where before
    is 0; `difference_in_deviations` is now - before over the standard deviation that chance alone would give.
    A category that one of the two lacks has no row.
    """
    now, then = side_sql("month_statistics", month), side_sql("earlier_statistics", before)
    same_category = "now.category = past.category or now.breakdown = 'month'"
    head = "compared.period, 'change' as \"table\", compared.breakdown, compared.category"
    no_number = "cast(null as bigint)"
    whole = "(now_events + past_events)"
    pooled = f"(cast(now_unmatched + past_unmatched as double) / {whole})"
    deviation = pooled_deviation_sql(pooled, "now_events", "past_events")
    measures = (
        ("unmatched_rate", "now_unmatched", "now_events", "now_rate", "now_people", "now_others"),
        ("unmatched_rate_before", "past_unmatched", "past_events", "past_rate", "past_people", "past_others"),
        (
            "relative_change",
            no_number,
            no_number,
            estimate_sql("now_rate / nullif(past_rate, 0) - 1"),
            no_number,
            no_number,
        ),
        (
            "difference_in_deviations",
            no_number,
            no_number,
            estimate_sql(f"(now_rate - past_rate) / nullif({deviation}, 0)"),
            no_number,
            no_number,
        ),
    )
    rows = " union all ".join(
        f"""
        select {head}, '{measure}' as measure, {numerator} as numerator, {denominator} as denominator,
            {value} as value, compared.level, {people} as numerator_people, {others} as complement_people
        from compared"""
        for measure, numerator, denominator, value, people, others in measures
    )
    return f"""
        with compared as (
            select now.period, now.breakdown, now.category, now.level,
                now.unmatched as now_unmatched, now.events as now_events, now.rate as now_rate,
                now.people as now_people, now.others as now_others,
                past.unmatched as past_unmatched, past.events as past_events, past.rate as past_rate,
                past.people as past_people, past.others as past_others
            from ({now}) as now
            join ({then}) as past on past.breakdown = now.breakdown and ({same_category})
        )
        {rows}"""


def side_sql(source: str, month: str) -> str:
    """One row per breakdown and category of a month: events without a person, events, and the people of both."""
    return f"""
        select period, breakdown, category, level, denominator - numerator as unmatched, denominator as events,
            cast(denominator - numerator as double) / denominator as rate,
            complement_people as people, numerator_people as others
        from {source}
        where period = '{month}' and "table" = 'match_rate_by' and measure = 'match_rate' and denominator > 0"""


STATISTIC = Statistic(
    table="change",
    meaning="The unmatched rate now and at the publication before, and how far it moved.",
    source=CountedFrom.STATISTICS,
    sql=lambda asked: change_sql(asked.month, asked.before or ""),
    control=MadeAnew(),
    chapter="change",
    needs_before=True,
    struck_apart=True,
)
