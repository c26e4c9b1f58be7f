"""Links of a month when it was published first, and what it has gained and lost since; internal."""

from linkage.report.facts import ReportFacts, SinceFirst
from linkage.report.figures import Figures
from linkage.report.table import Kind, ShownCell, ShownColumn, ShownTable
from linkage.words.publication import FIRST

NOT_KNOWN = "not known"
"""Of a month that an earlier version linked again: it did not count what changed."""


def since_first_tables(figures: Figures, facts: ReportFacts) -> list[ShownTable]:
    """A row for each month that the run linked again and whose first publication is there; none outside."""
    if facts.disclosure is not None:
        return []
    at_first = {
        row.period: row.numerator
        for row in figures.rows
        if (row.table, row.breakdown, row.measure) == (FIRST, "month", "match_rate")
    }
    rows = tuple(
        row_of(one, first) for one in facts.since_first if (first := at_first.get(one.month)) is not None
    )
    if not rows:
        return []
    return [
        ShownTable(
            "since_first",
            "Links at first publication, and since",
            (
                ShownColumn("Month"),
                *(
                    ShownColumn(name, Kind.COUNT)
                    for name in ("Linked when first published", "Gained since", "Lost since", "Linked now")
                ),
            ),
            rows,
            note="Charts show months as they were first published. Gained: events that had no person, or were not "
            "there, and were linked when the month was linked again, each time counted. Lost: events whose link went, "
            "with those taken out.",
        )
    ]


def row_of(one: SinceFirst, first: int) -> tuple[ShownCell, ...]:
    """First, gained, lost, now: what the first two do not account for was lost."""
    lost = None if one.gained is None else first + one.gained - one.linked
    gained = None if lost is None or lost < 0 else one.gained
    return (
        one.month,
        first,
        NOT_KNOWN if gained is None else gained,
        NOT_KNOWN if lost is None or lost < 0 else lost,
        one.linked,
    )
