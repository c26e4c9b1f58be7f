"""The charted numbers of a month as they stood when it was published for the first time."""

from linkage.steps.statistics.publication import publication_sql
from linkage.words.control import MadeAnew
from linkage.words.publication import FIRST
from linkage.words.statistic import CountedFrom, Statistic

STATISTIC = Statistic(
    table=FIRST,
    meaning="Charted numbers of the month as they stood when it was published for the first time.",
    source=CountedFrom.STATISTICS,
    sql=lambda asked: publication_sql(FIRST, asked.month),
    control=MadeAnew(),
    chapter="change",
    carried="true",
)
