"""Why groups are worse off, as a table: against others with the same identifiers."""

from linkage.report.screen.group import Group, JudgedGroups
from linkage.report.screen.worse_words import why_parts
from linkage.report.table import Kind, ShownCell, ShownColumn, ShownTable


def why_table(found: JudgedGroups) -> ShownTable:
    """A row for each group that is worse off, the most missed first; no rows where it is not known."""
    groups = [group for group in (*found.missed, *found.not_missed) if group.split]
    counts = ("Missed", "Not in HES", "Without identifiers")
    return ShownTable(
        "why_worse",
        "Why groups are unmatched more often than the others",
        (
            ShownColumn("Group"),
            ShownColumn("Events", Kind.COUNT),
            ShownColumn("Unmatched", Kind.COUNT),
            *(ShownColumn(name, Kind.DECIMAL) for name in counts),
            ShownColumn("At the rate of the others", Kind.DECIMAL),
            ShownColumn("As others with the same identifiers", Kind.DECIMAL),
            ShownColumn("More, by identifiers", Kind.DECIMAL),
            ShownColumn("More, not in HES", Kind.DECIMAL),
            ShownColumn("More, for neither reason", Kind.DECIMAL),
        ),
        tuple(map(row_of, groups)),
        note=(
            "Missed: people who are expected to be in HES and were not linked; not in HES: the others that bear "
            "anything to compare; both are expected numbers, by the posteriors of rank P. Identifiers are the usable "
            "ones among NHS number, birth date, sex and postcode. The last three columns add up to what a group has "
            "more than at the rate of the others."
        ),
    )


def row_of(group: Group) -> tuple[ShownCell, ...]:
    """A group with its numbers."""
    if group.split is None:
        raise ValueError("a group without a split has no row")
    split = group.split
    numbers = (
        *(split.missed, split.not_in_hes, split.no_identifiers),
        *(group.events * group.others, split.standardised),
        *why_parts(group, split),
    )
    return (group.name, group.events, group.unmatched, *(round(value, 1) + 0.0 for value in numbers))
