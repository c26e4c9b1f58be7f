"""Imaging rows set aside for the month alone, and those of no known month. Of files, and shown to nobody outside."""

from linkage.engine.quote import literal
from linkage.steps.statistics.quality_row import TAIL
from linkage.words.statistic import CountedFrom, Statistic

PARTS = ("month", "no_month", "other_months")


def counts_sql(period: str) -> str:
    """Statistics rows: imaging rows set aside by reason, of the month and of no known month; and three totals."""
    head = f"select {literal(period)} as period, 'set_aside' as \"table\""
    counted = "count(*) as numerator, cast(null as bigint) as denominator, cast(count(*) as double) as value"
    reasons = f"""
        {head}, part as breakdown, concat('did.', reason) as category, 'records' as measure, {counted}, {TAIL}
        from placed
        where part <> 'other_months'
        group by part, reason"""
    totals = " union all ".join(
        f"""
        {head}, 'total' as breakdown, '{part}' as category, 'records' as measure, {counted}, {TAIL}
        from placed
        where part = '{part}'"""
        for part in PARTS
    )
    return f"""
        select * from (
            with placed as (
                select reason,
                    case when test_month is null then 'no_month' when test_month = {literal(period)} then 'month'
                        else 'other_months' end as part
                from set_aside
                where dataset = 'did'
            ){reasons} union all {totals}
        ) as counted"""


STATISTIC = Statistic(
    table="set_aside",
    meaning="Imaging rows set aside whose test date is in the month, or cannot be read, by reason.",
    source=CountedFrom.RECORDS,
    sql=lambda asked: counts_sql(asked.month),
    control=None,
    chapter="flow",
    carried="true",
)
