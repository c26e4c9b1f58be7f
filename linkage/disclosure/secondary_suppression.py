"""
Secondary suppression: which more rows must be hidden, so that what is hidden cannot be worked out.

Primary suppression hides what is of few people. Where the audit of the table finds a hidden small number
under-protected, the smallest row that would protect it is hidden as well, until every small number is protected.
"""

from collections.abc import Mapping, Sequence

from linkage.disclosure.audit import is_under_protected
from linkage.disclosure.frequency_table import ALL, CELLS, OPEN, Suppression, TableRow, primary_suppression
from linkage.disclosure.profile import Profile
from linkage.disclosure.published_table import NO_FINER_TABLE, Earlier, FinerTable, PublishedTable

NOTHING: Mapping[str, Suppression] = {}


def suppressions(
    rows: Sequence[TableRow],
    profile: Profile,
    earlier: Earlier = (),
    finer: FinerTable = NO_FINER_TABLE,
    forced: Mapping[str, Suppression] = NOTHING,
) -> dict[str, Suppression]:
    """
    What to hide of each row of a table, by category: primary and secondary suppressions.

    What an earlier publication of the month hid stays hidden: two publications that hide different rows would
    betray each other's. `forced` is hidden whatever the rows say, since another table hides it.

    When no choice protects everything, every row is hidden whole.
    """
    ordered = sorted(rows, key=lambda row: (row.total, row.category))
    found = {
        row.category: primary_suppression(row, profile) | forced.get(row.category, OPEN) for row in ordered
    }
    for publication in earlier:
        for category, shown in publication.items():
            if category in found:
                found[category] |= shown.suppression
    while True:
        table = PublishedTable(ordered, found, profile, earlier, finer)
        unprotected = next((row for row in ordered if is_under_protected(table, row)), None)
        if unprotected is None:
            return found
        more = next_secondary(ordered, found, unprotected, profile)
        if more is None:
            return dict.fromkeys(found, ALL)
        found[more.category] = ALL if found[unprotected.category].total else CELLS


def next_secondary(
    rows: Sequence[TableRow], hidden: dict[str, Suppression], unprotected: TableRow, profile: Profile
) -> TableRow | None:
    """The smallest row not yet hidden as far as the unprotected one that could make up for every small number."""
    wanted = hidden[unprotected.category]
    candidates = [
        row
        for row in rows
        if not hidden[row.category].cells or (wanted.total and not hidden[row.category].total)
    ]
    enough = (row for row in candidates if protection_of(row) >= profile.limit)
    return next(enough, next(reversed(candidates), None))


def protection_of(row: TableRow) -> int:
    """What a row protects once hidden: the events of its second largest cell, or of a single one, could move."""
    counts = sorted(row.events)
    return counts[-2] if len(counts) > 1 else counts[-1]
