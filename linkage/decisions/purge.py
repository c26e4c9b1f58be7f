"""
Taking people who opted out out of the store: whom a decision named and why goes, that there was one stays.

    names them, in force, a match      event and identity stay: the event leaves every month that is linked again
    names them, in force, not theirs   event and identity stay, which may be somebody else's; it binds nothing any more
    of an event taken out as theirs    event, identity and person go, unless it reaches other events of the identity
    the same, not in force any more    event, identity and person go

Id, answer, reviewer, day, release and what it takes the place of stay. The note always goes.
"""

import json
from collections.abc import Collection
from dataclasses import replace

from linkage.decisions.decision import IDENTITY, MATCH, Decision
from linkage.decisions.standing import in_force
from linkage.decisions.store import SEAL, place, read, seal, write
from linkage.engine.base import Engine
from linkage.engine.table import has_table
from linkage.release import chained
from linkage.release.content.decisions_copy import STANDS_FOR, line_digest
from linkage.release.layout import Layout
from linkage.session.keys import Key

NOBODY = ""
"""In the place of a person whom the event is not: somebody, and nobody of the index."""
NO_EVENT, NO_IDENTITY = "", "0"


def purge_listed(engine: Engine, layout: Layout, key: Key) -> int:
    """
    struck_person and events taken out for an opt-out -> the store without them; gives how many decisions changed.

    People are as the release has them. The caller holds the folder; IntegrityError when the store was changed by hand.
    """
    if not read(layout, key):
        return 0
    people = {str(person) for (person,) in engine.rows("select person_id from struck_person")}
    return purge(layout, key, people, events_taken_out(engine))


def events_taken_out(engine: Engine) -> set[str]:
    """Events that left the month that was linked, or one that was carried, as those of people on the list."""
    queries = {
        "opted_out_event": "select event_id from opted_out_event",
        "struck_event": "select event_id from struck_event where what = 'opted_out'",
    }
    return {
        str(event)
        for table, query in queries.items()
        if has_table(engine, table)
        for (event,) in engine.rows(query)
    }


def purge(layout: Layout, key: Key, people: Collection[str], events: Collection[str]) -> int:
    """Purge what is said of `people` and `events`, ids as releases have them; gives how many decisions changed."""
    decisions = read(layout, key)
    stands = {one.decision_id for one in in_force(decisions).decisions}
    lines = chained.lines(place(layout))
    purged = 0
    for number, one in enumerate(decisions):
        left = what_is_left(one, people, events, stands=one.decision_id in stands)
        if left != one:
            lines[number] = purged_line(left, lines[number], key)
            purged += 1
    if purged:
        write(layout, lines)
    return purged


def what_is_left(
    one: Decision, people: Collection[str], events: Collection[str], *, stands: bool
) -> Decision:
    """A decision without people on the list; the same where it says nothing of them, or was purged before."""
    is_named, is_theirs = one.person_id in people, one.event_id in events
    if one.purged or not (is_named or is_theirs):
        return one
    if is_theirs and not is_named and stands and one.reach == IDENTITY:
        return one
    if is_named and stands:
        return replace(one, person_id=None if one.answer == MATCH else NOBODY, note=None, purged=True)
    return replace(
        one,
        event_id=NO_EVENT,
        identity_id=NO_IDENTITY,
        person_id=None,
        sample_id=None,
        note=None,
        purged=True,
    )


def purged_line(left: Decision, line: bytes, key: Key) -> bytes:
    """What is left of a decision in the place of its `line`, sealed; the next line goes on naming what it was."""
    said = {
        **vars(left),
        "supersedes": list(left.supersedes),
        STANDS_FOR: line_digest(line),
        chained.BEFORE: json.loads(line)[chained.BEFORE],
    }
    return json.dumps({**said, SEAL: seal(said, key)}, ensure_ascii=False).encode()
