"""
Numbers as they stood when a month was published: at first, and again three months on.

Links grow as more hospital history arrives, so a chart holds points of one maturity. A month's numbers are copied
when it is published for the first time, and when it is restated after three later months have had their first
publication; from then on the copies are carried from release to release and never change.
"""

FIRST, THREE_MONTHS = "first_publication", "three_month_publication"
"""Tables of the statistics, one for each maturity."""

MONTHS_ON = 3

CHARTED = (
    ("match_rate_by", "month", "month", "measure"),
    ("match_rate_by", "provider", "provider", "measure"),
    ("data_quality", "provider.nhs_number", "provider", "concat('nhs_number_', measure)"),
    ("concordance", "month", "month", "measure"),
)
"""Table and breakdown that are copied, the breakdown and the measure of the copy."""


def publication_sql(month: str) -> str:
    """Statistics rows of the publications of `month`; reads month_statistics and earlier_statistics."""
    kept = f"select * from earlier_statistics where period = '{month}'"
    first = f"""
        select * from ({copy_sql(FIRST)}) as copied
        where not exists ({kept} and "table" = '{FIRST}')"""
    matured = f"""
        select * from ({copy_sql(THREE_MONTHS)}) as copied
        where not exists ({kept} and "table" = '{THREE_MONTHS}')
          and (select count(distinct period) from earlier_statistics
            where "table" = '{FIRST}' and period > '{month}') >= {MONTHS_ON}"""
    return f"""
        {kept} and "table" in ('{FIRST}', '{THREE_MONTHS}')
        union all {first}
        union all {matured}"""


def copy_sql(publication: str) -> str:
    """The charted numbers of the month as they stand now, as rows of the table `publication`."""
    return " union all ".join(
        f"""
        select period, '{publication}' as "table", '{copied}' as breakdown, category, {measure} as measure,
            numerator, denominator, value, level, numerator_people, complement_people
        from month_statistics
        where "table" = '{table}' and breakdown = '{breakdown}'"""
        for table, breakdown, copied, measure in CHARTED
    )
