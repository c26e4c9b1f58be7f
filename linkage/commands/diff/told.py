"""A comparison of two releases as tables, for the terminal and for the page, and as JSON."""

from linkage.commands.diff.change_reason import REASONS
from linkage.commands.diff.release_diff import EVENT_KINDS, LINK_KINDS, MonthDiff, ReleaseDiff
from linkage.report.table import Kind, ShownColumn, ShownTable
from linkage.words.number_words import number_of


def as_result(found: ReleaseDiff) -> dict[str, object]:
    """For --json."""
    return {
        "before": found.before,
        "after": found.after,
        "same": dict(found.same),
        "months": [month_result(month) for month in found.months],
        "reasons": found.reasons,
        "reason_meanings": {name: REASONS[name] for name in found.reasons},
    }


def month_result(month: MonthDiff) -> dict[str, object]:
    """One month of it."""
    return {
        "month": month.month,
        "in_before": month.in_before,
        "in_after": month.in_after,
        **vars(month.counts),
        "events": dict(month.events),
        "links": dict(month.links),
        "followed": month.followed,
        "reasons": dict(month.reasons),
    }


def tables(found: ReleaseDiff) -> tuple[ShownTable, ...]:
    """What became of events, of links, and why: a row a month, or a reason."""
    events = (
        "before",
        *("new", "moved here", "moved away", "struck", "withdrawn", "otherwise gone"),
        "after",
    )
    links = (
        "before",
        *("gained", "lost", "other person", "other rank", "same person", "other status"),
        "after",
        "followed",
    )
    return (
        ShownTable(
            "events",
            "Events by month",
            named("month", events),
            tuple(
                (m.month, m.counts.events_before, *(m.events[n] for n in EVENT_KINDS), m.counts.events_after)
                for m in found.months
            ),
        ),
        ShownTable(
            "links",
            "Links by month",
            named("month", links),
            tuple(link_row(month) for month in found.months),
        ),
        ShownTable(
            "reasons",
            "Events that are not as they were, by reason",
            (ShownColumn("reason"), ShownColumn("events", Kind.COUNT), ShownColumn("meaning")),
            tuple((name, found.reasons[name], REASONS[name]) for name in REASONS if name in found.reasons),
        ),
    )


def link_row(month: MonthDiff) -> tuple[str | int, ...]:
    """The row of a month in the table of links."""
    counts, links = month.counts, month.links
    first = [links[name] for name in LINK_KINDS if name != "other_status"]
    return (
        month.month,
        counts.links_before,
        *first,
        counts.same_person,
        links["other_status"],
        counts.links_after,
        month.followed,
    )


def named(first: str, counts: tuple[str, ...]) -> tuple[ShownColumn, ...]:
    """A column of names, then columns of counts."""
    return (ShownColumn(first), *(ShownColumn(name, Kind.COUNT) for name in counts))


def same_words(found: ReleaseDiff) -> str:
    """The months that are the same files on both sides."""
    if not found.same:
        return "No month is the same files in both."
    listed = ", ".join(f"{month} ({number_of(events, 'event')})" for month, events in found.same.items())
    return f"The same files in both, and not looked at: {listed}."


READING = (
    "Events before and after differ by those on one side only. Links gained, lost, to another person or by another "
    "rank are of events on both sides of the month; those of events on one side only are not among them. Followed: "
    "the link is as it was, and what is told of the person's hospital records is not. Where several things changed at "
    "once, the reason is the first that holds, in the order of the table."
)
