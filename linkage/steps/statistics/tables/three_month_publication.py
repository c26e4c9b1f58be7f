"""The charted numbers of a month as they stood when three later months had been published."""

from linkage.steps.statistics.publication import publication_sql
from linkage.words.control import MadeAnew
from linkage.words.publication import FIRST, THREE_MONTHS
from linkage.words.statistic import CountedFrom, Statistic

MONTHS_ON = 3


def matured_sql(month: str) -> str:
    """Whether so many later months have had their first publication; reads earlier_statistics."""
    return f"""(
            select count(distinct period) from earlier_statistics
            where "table" = '{FIRST}' and period > '{month}') >= {MONTHS_ON}"""


STATISTIC = Statistic(
    table=THREE_MONTHS,
    meaning="The same when the month was published again with three later months there.",
    source=CountedFrom.STATISTICS,
    sql=lambda asked: publication_sql(THREE_MONTHS, asked.month, matured_sql(asked.month)),
    control=MadeAnew(),
    chapter="change",
    carried="true",
)
