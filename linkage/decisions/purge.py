"""
Taking people who opted out out of the store: whom a decision named and why goes, that there was one stays.

    names them, in force, a match      event and identity stay: the event leaves every month that is linked again
    names them, in force, not theirs   event and identity stay, which may be somebody else's; it binds nothing any more
    of an event taken out as theirs    event, identity and person go, unless it reaches other events of the identity
    the same, not in force any more    event, identity and person go

Id, answer, reviewer, day, release and what it takes the place of stay. The note always goes. A line that was purged is
looked at again: its event may be taken out later, as somebody else's. What is worked out here is written by `write` of
the store, once readers are shown the release without them.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from linkage.decisions.decision import IDENTITY, MATCH, Decision
from linkage.decisions.standing import in_force
from linkage.decisions.store import chain, is_ended, place, read, sealed, told, write
from linkage.release import chained
from linkage.release.content.decisions_copy import DECISIONS
from linkage.release.layout import Layout
from linkage.session.keys import Key

NOBODY = ""
"""In the place of a person whom the event is not: somebody, and nobody of the index."""
NO_EVENT, NO_IDENTITY = "", "0"


@dataclass(frozen=True)
class Purged:
    """The store without people who opted out; nothing of it is written yet."""

    lines: tuple[bytes, ...] = ()
    """Every line, chained anew; none where nothing changes."""
    decisions: int = 0
    """How many are others than before."""
    people: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()
    """Who and what is gone, by ids as releases have them."""


def purged(
    decisions: Sequence[Decision], key: Key, people: Collection[str], events: Collection[str]
) -> Purged:
    """All `decisions` of the store without what is said of `people` and of `events` taken out, ids as in releases."""
    stands = {one.decision_id for one in in_force(decisions).decisions}
    left = [what_is_left(one, people, events, stands=one.decision_id in stands) for one in decisions]
    return Purged(*lines_of(decisions, left, key), frozenset(people), frozenset(events))


def purged_before(layout: Layout, key: Key) -> Purged:
    """
    The store without what was purged for a release, as the copies in secure/ have it, whoever is on the list today.

    It has that where a run died after readers were shown its release, or where an earlier store was put back.
    """
    decisions = read(layout, key)
    if not decisions:
        return Purged()
    copies = (layout.secure_release(number) / DECISIONS for number in layout.published())
    known = known_purged(copies, key)
    left = [less(one, known.get(one.decision_id, one)) for one in decisions]
    both = list(zip(decisions, left, strict=True))
    people = {one.person_id for one, other in both if one.person_id and one.person_id != other.person_id}
    events = {one.event_id for one, other in both if one.event_id != other.event_id}
    return Purged(*lines_of(decisions, left, key), frozenset(people), frozenset(events))


def known_purged(copies: Iterable[Path], key: Key) -> dict[str, Decision]:
    """By id what is left of each decision that is purged in a copy: the least, where they differ."""
    found: dict[str, Decision] = {}
    for path in copies:
        for one in sealed(path, key):
            found[one.decision_id] = less(one, found.get(one.decision_id, one))
    return found


def less(one: Decision, other: Decision) -> Decision:
    """Of two states of a decision that of which less is left."""
    return max(one, other, key=lambda each: (each.purged, not each.event_id))


def put_in_place(layout: Layout, key: Key, found: Purged) -> None:
    """Write the store; where nothing changes, but a run died while it was being written, the name of its last line."""
    lines = found.lines
    if not lines and read(layout, key) and not is_ended(layout):
        lines = tuple(chained.lines(place(layout)))
    if lines:
        write(layout, lines)


def lines_of(
    decisions: Sequence[Decision], left: Sequence[Decision], key: Key
) -> tuple[tuple[bytes, ...], int]:
    """The lines of what is left, none where that is all; and how many decisions are others."""
    changed = sum(one != other for one, other in zip(decisions, left, strict=True))
    return (tuple(chain(told(one, key) for one in left)) if changed else (), changed)


def what_is_left(
    one: Decision, people: Collection[str], events: Collection[str], *, stands: bool
) -> Decision:
    """A decision without people on the list, purged before or not; itself where it says nothing of them."""
    is_named, is_theirs = one.person_id in people, bool(one.event_id) and one.event_id in events
    if not (is_named or is_theirs):
        return one
    if stands and one.answer == MATCH and (is_named or one.person_id is None):
        return replace(one, person_id=None, note=None, purged=True)
    if stands and is_named and not is_theirs:
        return replace(one, person_id=NOBODY, note=None, purged=True)
    if stands and not is_named and one.reach == IDENTITY and not one.purged:
        return one
    return replace(
        one,
        event_id=NO_EVENT,
        identity_id=NO_IDENTITY,
        person_id=None,
        sample_id=None,
        note=None,
        purged=True,
    )
