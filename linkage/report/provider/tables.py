"""The tables of a provider's page: outcomes, reasons, fields, sites and months, each of that provider alone."""

from collections import Counter
from collections.abc import Callable, Mapping

from linkage.report.chapters.quality import JUDGED, OTHERS, field_name
from linkage.report.provider.own_figures import LINKED, REVIEW, UNLINKED, Outcome, OwnFigures
from linkage.report.table import Kind, Mark, ShownCell, ShownColumn, ShownTable
from linkage.words.label import label
from linkage.words.link_words import REASONS

DECIDED = "decision"
"""Stands for the rank of a link that reviewers made: it has none."""
COUNTED = (ShownColumn("Events", Kind.COUNT), ShownColumn("Share", Kind.SHARE))


def tables(own: OwnFigures, meanings: Mapping[str, str]) -> tuple[ShownTable, ...]:
    """All of them; `meanings` says what each rank asks."""
    return (
        outcomes_table(own, meanings),
        reasons_table(own),
        fields_table(own),
        sites_table(own),
        months_table(own),
    )


def part(number: int, whole: int) -> ShownCell:
    """A share; not applicable of nothing."""
    return number / whole if whole else Mark.NOT_APPLICABLE


def counted(own: OwnFigures, name: Callable[[Outcome], str]) -> Counter[str]:
    """Events by what `name` calls their outcome."""
    found: Counter[str] = Counter()
    for one in own.outcomes:
        found[name(one)] += one.events
    return found


def outcomes_table(own: OwnFigures, meanings: Mapping[str, str]) -> ShownTable:
    """A row for each rank that linked something, then those without a person."""
    by_rank = counted(own, lambda one: (one.rank or DECIDED) if one.status == LINKED else one.status)
    order = [*meanings, DECIDED, REVIEW, UNLINKED]
    words = {DECIDED: "linked by reviewers", REVIEW: "for review", UNLINKED: "without a person"}
    rows = [
        (words.get(name, f"linked at rank {name}"), meanings.get(name, ""), by_rank[name])
        for name in sorted(by_rank, key=lambda name: (order.index(name) if name in order else 0, name))
    ]
    return ShownTable(
        "outcomes",
        "What became of your events",
        (ShownColumn("Outcome"), ShownColumn("What it asks"), *COUNTED),
        tuple((name, asks, number, part(number, own.events())) for name, asks, number in rows),
    )


def reasons_table(own: OwnFigures) -> ShownTable:
    """Why events have no person, the most frequent first."""
    found = Counter[tuple[str, str]]()
    for one in own.outcomes:
        if one.status != LINKED:
            found[one.status, one.reason] += one.events
    return ShownTable(
        "reasons",
        "Why events have no person",
        (ShownColumn("Reason"), *COUNTED),
        tuple(
            (REASONS.get(key, key[1].replace("_", " ")), number, part(number, own.events()))
            for key, number in sorted(found.items(), key=lambda item: (-item[1], item[0]))
        ),
    )


def fields_table(own: OwnFigures) -> ShownTable:
    """Share filled in, and usable where that is judged, of each field."""
    filled, usable = own.shares("complete"), own.shares("valid")

    def share(of: Mapping[str, tuple[int, int]], field: str) -> ShownCell:
        return part(*of[field]) if field in of else "not judged"

    return ShownTable(
        "fields",
        "Fields of your events: filled in, and usable",
        (ShownColumn("Field"), ShownColumn("Filled in", Kind.SHARE), ShownColumn("Usable", Kind.SHARE)),
        tuple(
            (field_name(field), share(filled, field), share(usable, field))
            for field in (*JUDGED, *OTHERS)
            if field in filled or field in usable
        ),
    )


def sites_table(own: OwnFigures) -> ShownTable:
    """Sites with most events without a person first."""
    events = counted(own, lambda one: one.site)
    linked = Counter[str]()
    for one in own.outcomes:
        linked[one.site] += one.events if one.status == LINKED else 0
    return ShownTable(
        "sites",
        "Your sites",
        (
            ShownColumn("Site"),
            ShownColumn("Events", Kind.COUNT),
            ShownColumn("Without a person", Kind.COUNT),
            ShownColumn("Match rate", Kind.SHARE),
        ),
        tuple(
            (label(site), events[site], events[site] - linked[site], part(linked[site], events[site]))
            for site in sorted(events, key=lambda site: (linked[site] - events[site], site))
        ),
    )


def months_table(own: OwnFigures) -> ShownTable:
    """The match rate of every month as it was published first."""
    return ShownTable(
        "months",
        "Your months, as each was first published",
        (ShownColumn("Month"), *COUNTED[:1], ShownColumn("Match rate", Kind.SHARE)),
        tuple((month, events, part(linked, events)) for month, linked, events in own.trend()),
    )
