"""Match rate and review rate by whatever an event can be counted by."""

from linkage.statistics.row import row_sql

BREAKDOWNS = {
    "month": "national",
    "provider": "sub-national",
    "source_setting": "national",
    "sex": "national",
    "age_band": "national",
}
"""Breakdowns, each with its level: numbers about one provider are sub-national and will be controlled."""

MEASURES = {"match_rate": "status = 'linked'", "review_rate": "status = 'review'"}


def match_rate_by_sql() -> str:
    """Statistics rows of the table match_rate_by: linked and review events as a share of all, by breakdown."""
    return " union all ".join(
        row_sql(
            table="match_rate_by",
            breakdown=f"'{breakdown}'",
            category=breakdown,
            measure=measure,
            numerator=f"count(case when {condition} then 1 end)",
            denominator="count(*)",
            condition=condition,
            share=True,
            source=f"outcome group by period, {breakdown}",
            level=level,
        )
        for breakdown, level in BREAKDOWNS.items()
        for measure, condition in MEASURES.items()
    )


def data_quality_sql(period: str) -> str:
    """Statistics rows of the table data_quality: what became of each identifier, by data set and field."""
    return f"""
        select '{period}' as period, 'data_quality' as "table", concat(dataset, '.', field) as breakdown,
            state as category, 'records' as measure, records as numerator,
            cast(sum(records) over (partition by dataset, field) as bigint) as denominator,
            cast(records as double) as value, 'national' as level,
            cast(null as bigint) as numerator_people, cast(null as bigint) as complement_people
        from data_quality_count"""
