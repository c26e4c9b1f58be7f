"""Data quality of person keys: how many may be of several people. Of the index, and shown to nobody outside."""

from linkage.steps.statistics.quality_row import head_sql
from linkage.words.statistic import CountedFrom, Statistic

OVER_MERGED = ("nhs_numbers", "birth_dates", "sexes")
"""Signs that a person key is of several people; the first that it shows counts."""


def over_merged_sql(period: str) -> str:
    """
    Statistics rows of person keys that may be of several people: how many by sign, and events linked to them.

    The people are of the whole index, not of the month alone; these numbers are never shared.
    """
    head = head_sql(period)
    signs = " union all ".join(
        f"""
        {head}, 'over_merged_person' as breakdown, '{sign}' as category, 'people' as measure,
            count(*) as numerator, cast(null as bigint) as denominator, cast(count(*) as double) as value,
            count(*) as numerator_people, cast(null as bigint) as complement_people
        from over_merged_person
        where why = '{sign}'"""
        for sign in OVER_MERGED
    )
    return f"{signs} union all {over_merged_linked_sql(period)}"


def over_merged_linked_sql(period: str) -> str:
    """Statistics row: events linked to such person keys; reads events alone."""
    return f"""
        {head_sql(period)}, 'over_merged_person' as breakdown, 'linked' as category, 'events' as measure,
            count(case when over_merged_person then 1 end) as numerator, count(*) as denominator,
            cast(count(case when over_merged_person then 1 end) as double) / nullif(count(*), 0) as value,
            count(distinct case when over_merged_person then person_id end) as numerator_people,
            count(distinct case when not over_merged_person then person_id end) as complement_people
        from events
        where status = 'linked'"""


STATISTIC = Statistic(
    table="data_quality",
    breakdowns=("over_merged_person",),
    meaning="Person keys of the index that may be of several people, by sign, and the events linked to them.",
    source=CountedFrom.RECORDS,
    sql=lambda asked: over_merged_sql(asked.month),
    control=None,
    chapter="quality",
    carried="breakdown = 'over_merged_person' and category <> 'linked'",
    struck_apart=True,
)
