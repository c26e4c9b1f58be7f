"""What reviewers decided on an event, or on its identity: who, when, and whether it is in force."""

from dataclasses import dataclass

from linkage.decisions.decision import IDENTITY, REACHES, Decision
from linkage.decisions.standing import in_force
from linkage.decisions.store import read
from linkage.release.layout import Layout
from linkage.session.keys import Key


@dataclass(frozen=True)
class DecisionTold:
    """One decision, without the person and the note unless these were asked for in the secure area."""

    decision_id: str
    decided_on: str
    reviewer: str
    answer: str
    reach: str
    release: str
    stands: str
    """In force, superseded, or taken back; and that it is of another identity, where it is."""
    is_about_linked: bool | None
    """Whether it names the person that the event is linked to; None where it names nobody."""
    person_id: str | None = None
    note: str | None = None


def decisions_on(
    layout: Layout, key: Key, event_id: str, identity: str | None, person: str | None, *, secure: bool
) -> tuple[DecisionTold, ...]:
    """Every decision ever written down that speaks of the event; `identity` and `person` are those it has."""
    every = read(layout, key)
    standing = {one.decision_id for one in in_force(every).decisions}
    mine = [
        one
        for one in every
        if one.event_id == event_id or (one.reach == IDENTITY and one.identity_id == identity)
    ]
    return tuple(told(one, standing, identity, person, secure=secure) for one in mine)


def told(
    one: Decision, standing: set[str], identity: str | None, person: str | None, *, secure: bool
) -> DecisionTold:
    """One of them in words."""
    stands = "in force" if one.decision_id in standing else "no longer in force"
    if one.withdrawn:
        stands = "takes back what was decided"
    elif one.decision_id in standing and identity is not None and one.identity_id != identity:
        stands = "not gone by: the event has another identity now"
    return DecisionTold(
        one.decision_id,
        one.decided_on,
        one.reviewer,
        one.words(),
        REACHES[one.reach],
        one.release_id,
        stands,
        None if one.person_id is None else one.person_id == person,
        one.person_id if secure else None,
        one.note if secure else None,
    )
