"""What became of each month since it was first published: events and unmatched rate then, at three months, and now."""

from linkage.report.figures import Figures, share, whole
from linkage.report.table import Kind, Mark, ShownCell, ShownColumn, ShownTable, written
from linkage.words.figure import Figure
from linkage.words.publication import FIRST, THREE_MONTHS

MONTHS = 24
NONE = "No month was published again with other numbers."
NOTE = (
    "First publications and those at three months never change. More hospital history links more events, late files "
    "bring more, and opt-outs take some away; what each delivery changed stands on the first screen, by reason."
)


def revisions_table(figures: Figures) -> ShownTable:
    """A row for each of the latest months whose first publication is there."""
    first, matured = ({row.period: row for row in published(figures, name)} for name in (FIRST, THREE_MONTHS))
    present = {row.period: row for row in figures.rows if is_whole_rate(row)}
    rows = tuple(
        (
            month,
            whole(first[month]),
            whole(present[month]) if month in present else Mark.NOT_SHARED,
            *(unmatched(one.get(month)) for one in (first, matured, present)),
            moved(first[month], present.get(month)),
        )
        for month in sorted(first)[-MONTHS:]
    )
    revised = sum(row[1] != row[2] or row[3] != row[5] for row in rows if Mark.NOT_SHARED not in row[1:6:2])
    return ShownTable(
        "revisions",
        "Months when they were first published, and now",
        (
            ShownColumn("Month"),
            ShownColumn("Events at first", Kind.COUNT),
            ShownColumn("Events now", Kind.COUNT),
            ShownColumn("Unmatched at first", Kind.SHARE),
            ShownColumn("Unmatched at three months", Kind.SHARE),
            ShownColumn("Unmatched now", Kind.SHARE),
            ShownColumn("Moved, percentage points"),
        ),
        rows,
        reading=f"{revised} of {len(rows)} months have other numbers now." if revised else NONE,
        note=NOTE,
    )


def published(figures: Figures, name: str) -> list[Figure]:
    """The match rates of the whole in one kind of publication, up to the month."""
    return figures.series.get((name, "month", "all", "match_rate"), [])


def is_whole_rate(row: Figure) -> bool:
    """Whether a figure is the match rate of all events of its month."""
    return (row.table, row.breakdown, row.measure) == ("match_rate_by", "month", "match_rate")


def unmatched(row: Figure | None) -> ShownCell:
    """The share of events without a person; not there is not available."""
    if row is None:
        return Mark.NOT_SHARED
    rate = share(row)
    return rate if isinstance(rate, Mark) else unmatched_share(row)


def unmatched_share(row: Figure) -> float:
    """Unmatched over all, of a number that is shown."""
    return ((row.denominator or 0) - (row.numerator or 0)) / (row.denominator or 1)


def moved(first: Figure, present: Figure | None) -> str:
    """How far the unmatched rate has moved since; a mark where one of the two is not shown."""
    for cell in (unmatched(first), unmatched(present)):
        if isinstance(cell, Mark):
            return written(cell, Kind.SHARE)
    return f"{100 * (unmatched_share(present or first) - unmatched_share(first)):+.2f}"
