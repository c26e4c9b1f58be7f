"""What reviewers have settled, as decisions that bind later runs: the one place where this room writes any."""

from collections.abc import Sequence
from dataclasses import dataclass

from linkage.decisions import store
from linkage.decisions.decision import Decision
from linkage.release.layout import Layout
from linkage.session.keys import Key


@dataclass(frozen=True)
class SettledDecision:
    """What enough reviewers say of one event; ids are those of the release."""

    sample_id: str
    event_id: str
    identity_id: str
    """The id of the four values that were judged."""
    answer: str
    """match, none or cannot_tell."""
    person_id: str | None
    reach: str
    """event, or identity where every one of them said so."""
    reviewer: str
    """Their codes, joined by +."""
    decided_on: str
    release_id: str
    model_id: str | None


def record(layout: Layout, decisions: Sequence[SettledDecision], key: Key) -> int:
    """
    Write down those that are not there yet, in their order; gives how many. `key` is that of the ids in the release.

    One on an event of a sample takes the place of an earlier one, since a reviewer's later answer counts; one that
    was withdrawn is not written down again.
    """
    known = {(one.sample_id, one.event_id): one for one in store.read(layout, key) if one.sample_id}
    new = []
    for said in decisions:
        before = known.get((said.sample_id, said.event_id))
        if before is None or told(before) != told(said):
            supersedes = (before.decision_id,) if before else ()
            new.append(Decision(**vars(said), supersedes=supersedes))
    store.record(layout, new, key)
    return len(new)


def told(one: Decision | SettledDecision) -> tuple[str | None, ...]:
    """What it says, without the day it was written down on."""
    return one.answer, one.person_id, one.reach, one.reviewer
