"""
Secondary suppression: which more rows must be hidden, so that what is hidden cannot be worked out.

Where the other rows leave a hidden small number too little room (see `riddle`), the smallest row that would give
enough is hidden as well, until every small number is protected.
"""

from collections.abc import Mapping, Sequence

from linkage.disclosure.partition import ALL, OPEN, PARTS, Hiding, Row, primary
from linkage.disclosure.profile import Profile
from linkage.disclosure.riddle import UNBOUNDED, Earlier, Finer, Riddle

NOTHING: Mapping[str, Hiding] = {}


def hidings(
    rows: Sequence[Row],
    profile: Profile,
    earlier: Earlier = (),
    finer: Finer = UNBOUNDED,
    forced: Mapping[str, Hiding] = NOTHING,
) -> dict[str, Hiding]:
    """
    What to hide of each row of a partition, by category.

    What an earlier publication of the month hid stays hidden: two publications that hide different rows would
    betray each other's. `forced` is hidden whatever the rows say, since another table hides it.

    When no choice protects everything, every row is hidden whole.
    """
    ordered = sorted(rows, key=lambda row: (row.total, row.category))
    found = {row.category: primary(row, profile) | forced.get(row.category, OPEN) for row in ordered}
    for publication in earlier:
        for category, shown in publication.items():
            if category in found:
                found[category] |= shown.hiding
    while True:
        riddle = Riddle(ordered, found, profile, earlier, finer)
        exposed = next((row for row in ordered if riddle.is_exposed(row)), None)
        if exposed is None:
            return found
        more = next_to_hide(ordered, found, exposed, profile)
        if more is None:
            return dict.fromkeys(found, ALL)
        found[more.category] = ALL if found[exposed.category].total else PARTS


def next_to_hide(
    rows: Sequence[Row], hidden: dict[str, Hiding], exposed: Row, profile: Profile
) -> Row | None:
    """The smallest row not yet hidden as far as the exposed one that could make up for every small number."""
    wanted = hidden[exposed.category]
    candidates = [
        row
        for row in rows
        if not hidden[row.category].parts or (wanted.total and not hidden[row.category].total)
    ]
    enough = (row for row in candidates if movable(row) >= profile.limit)
    return next(enough, next(reversed(candidates), None))


def movable(row: Row) -> int:
    """Events that could move once the row is hidden: those of its second largest part, or all of a single one."""
    counts = sorted(row.events)
    return counts[-2] if len(counts) > 1 else counts[-1]
