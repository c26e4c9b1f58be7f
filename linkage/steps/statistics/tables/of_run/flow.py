"""The flow of rows, from files to linked events, as the ledger of the run has it."""

from linkage.words.control import OwnRule
from linkage.words.statistic import CountedFrom, Statistic

STATISTIC = Statistic(
    table="flow",
    meaning="Rows received, set aside and made events, and events by status.",
    source=CountedFrom.RUN,
    control=OwnRule("linkage.disclosure.flow"),
    chapter="flow",
    struck_apart=True,
)
