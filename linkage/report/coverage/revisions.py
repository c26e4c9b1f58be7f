"""
What became of each month since it was first published: events and unmatched rate then, at three months, and now.

A shareable report knows no "now": its numbers of earlier months are those that were last shared.
"""

from linkage.report.figures import Figures, share, whole
from linkage.report.table import Kind, Mark, ShownCell, ShownColumn, ShownTable, written
from linkage.words.figure import Figure
from linkage.words.number_words import number_of
from linkage.words.publication import FIRST, THREE_MONTHS

MONTHS = 24
NONE = "No month was published again with other numbers."
NONE_SHARED = "As far as numbers are shown, no month was last shared with other numbers than at first."
NOTE = (
    "First publications and those at three months never change. More hospital history links more events, late files "
    "bring more, and opt-outs take some away; what each delivery changed stands on the first screen, by reason."
)
NOTE_SHARED = (
    "First publications and those at three months never change. More hospital history links more events, late files "
    "bring more, and opt-outs take some away: of that a reader sees what was shared again, by a declared revision."
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
    when = "as last shared" if figures.is_controlled else "now"
    return ShownTable(
        "revisions",
        f"Months when they were first published, and {when}",
        (
            ShownColumn("Month"),
            ShownColumn("Events at first", Kind.COUNT),
            ShownColumn(f"Events {when}", Kind.COUNT),
            ShownColumn("Unmatched at first", Kind.SHARE),
            ShownColumn("Unmatched at three months", Kind.SHARE),
            ShownColumn(f"Unmatched {when}", Kind.SHARE),
            ShownColumn("Moved, percentage points"),
        ),
        rows,
        reading=reading_of([is_revised(row) for row in rows], when, is_controlled=figures.is_controlled),
        note=NOTE_SHARED if figures.is_controlled else NOTE,
    )


def is_revised(row: tuple[ShownCell, ...]) -> bool | None:
    """Whether a month has other numbers than at first; None where a hidden one, or one not there, leaves it open."""
    pairs = ((row[1], row[2]), (row[3], row[5]))
    shown = [pair for pair in pairs if not set(pair) & {Mark.NOT_SHARED, Mark.SUPPRESSED}]
    if any(before != after for before, after in shown):
        return True
    return False if len(shown) == len(pairs) else None


def reading_of(found: list[bool | None], when: str, *, is_controlled: bool) -> str:
    """How many months have other numbers, and of how many that is not known."""
    revised, open_ones = found.count(True), found.count(None)
    rest = f" Of {number_of(open_ones, 'month')} it is not known." if open_ones else ""
    if not revised:
        return (NONE_SHARED if is_controlled else NONE) + rest
    return f"{revised} of {len(found)} months have other numbers {when}.{rest}"


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
