"""Data quality of rows: identifiers by state, files by data set, rows set aside by reason."""

from linkage.steps.statistics.quality_row import TAIL, head_sql
from linkage.words.control import OwnRule
from linkage.words.statistic import CountedFrom, Statistic


def counts_sql(period: str) -> str:
    """Statistics rows that count rows, not people: identifiers by state, files by data set, rows set aside."""
    head, tail = head_sql(period), TAIL
    files = [
        f"""
        {head}, 'file' as breakdown, dataset as category, '{measure}' as measure,
            cast(sum({measure}) as bigint) as numerator, cast(sum(rows_read) as bigint) as denominator,
            cast(sum({measure}) as double) as value, {tail}
        from input_file
        group by dataset"""
        for measure in ("rows_read", "rows_accepted", "rows_quarantined")
    ]
    reasons = f"""
        {head}, 'quarantine_reason' as breakdown, concat(dataset, '.', reason) as category, 'records' as measure,
            count(*) as numerator, cast(null as bigint) as denominator, cast(count(*) as double) as value, {tail}
        from quarantine
        group by dataset, reason"""
    return " union all ".join((states_sql(period, "data_quality_count"), *files, reasons))


def states_sql(period: str, source: str) -> str:
    """Statistics rows: identifiers by state, from a table of such counts (see data_quality_count)."""
    return f"""
        {head_sql(period)}, concat(dataset, '.', field) as breakdown, state as category, 'records' as measure,
            records as numerator,
            cast(sum(records) over (partition by dataset, field) as bigint) as denominator,
            cast(records as double) as value, {TAIL}
        from {source}"""


STATISTIC = Statistic(
    table="data_quality",
    meaning="Rows by the state of each identifier, rows of the files by data set, and rows set aside by reason.",
    source=CountedFrom.RECORDS,
    sql=lambda asked: counts_sql(asked.month),
    control=OwnRule("linkage.disclosure.fields"),
    chapter="quality",
    carried="""breakdown <> 'field' and breakdown not like 'provider.%' and breakdown not like 'did.%'
            and breakdown <> 'over_merged_person'""",
    struck_apart=True,
)
