"""
Numbers as they stood when a month was published: at first, and again three months on.

Links grow as more hospital history arrives, so a chart holds points of one maturity. A month's numbers are copied
when it is published for the first time, and when it is restated after three later months have had their first
publication; from then on the copies are carried from release to release and never change.
"""

from linkage.engine.quote import literal
from linkage.steps.statistics.every import every


def publication_sql(publication: str, month: str, condition: str = "true") -> str:
    """
    Statistics rows of a publication of `month`: as it stands, else, on a condition, the charted numbers of now.

    Reads month_statistics and earlier_statistics.
    """
    kept = f"""select * from earlier_statistics where period = '{month}' and "table" = '{publication}'"""
    return f"""
        {kept}
        union all
        select * from ({copy_sql(publication)}) as copied
        where not exists ({kept}) and {condition}"""


def copy_sql(publication: str) -> str:
    """The charted numbers of the month as they stand now, as rows of the table `publication`."""
    return " union all ".join(
        f"""
        select period, '{publication}' as "table", '{charted.copied}' as breakdown, category,
            {prefixed_sql(charted.prefix)} as measure, numerator, denominator, value, level, numerator_people,
            complement_people
        from month_statistics
        where "table" = '{statistic.table}' and breakdown = '{charted.breakdown}'"""
        for statistic in every()
        for charted in statistic.charted
    )


def prefixed_sql(prefix: str) -> str:
    """The measure with what it begins with in a copy."""
    return f"concat({literal(prefix)}, measure)" if prefix else "measure"
