"""Which decisions are in force: those that no later one supersedes, and that take back nothing themselves."""

from collections.abc import Iterable
from dataclasses import dataclass

from linkage.decisions.decision import CANNOT_TELL, IDENTITY, MATCH, NONE, Decision
from linkage.decisions.store import read
from linkage.release.layout import Layout
from linkage.session.keys import Key


@dataclass(frozen=True)
class Standing:
    """What is in force."""

    decisions: tuple[Decision, ...] = ()
    """Oldest first; those that bind nothing (`cannot_tell`) too."""

    @property
    def binding(self) -> tuple[Decision, ...]:
        """Those that say whose an event is, or is not."""
        return tuple(one for one in self.decisions if one.answer != CANNOT_TELL)

    @property
    def contradictory(self) -> tuple[tuple[Decision, ...], ...]:
        """Those that cannot all hold, together: of one event, or of one identity."""
        groups = of_one_event(self.binding)
        return tuple(group for group in groups if contradict(group))


def standing(layout: Layout, key: Key) -> Standing:
    """The decisions of an output folder that are in force; IntegrityError when the store was changed by hand."""
    return in_force(read(layout, key))


def in_force(decisions: Iterable[Decision]) -> Standing:
    """Of all that was ever decided, what stands; nothing that was purged and names no event any more."""
    every = tuple(decisions)
    gone = {name for one in every for name in one.supersedes}
    return Standing(
        tuple(one for one in every if one.event_id and one.decision_id not in gone and not one.withdrawn)
    )


def contradict(decisions: Iterable[Decision]) -> bool:
    """Whether decisions that bear on one event cannot all hold: two people, or a person whom another rules out."""
    said = {one.says() for one in decisions}
    people = {person for answer, person in said if answer == MATCH}
    barred = {person for answer, person in said if answer == NONE}
    return len(people) > 1 or bool(people and (None in barred or people & barred))


def of_one_event(decisions: Iterable[Decision]) -> list[tuple[Decision, ...]]:
    """Decisions of one event together; those that reach its identity as it was judged are among them."""
    every = tuple(decisions)
    found: dict[tuple[str, str], list[Decision]] = {}
    for one in every:
        found.setdefault((one.event_id, one.identity_id), []).append(one)
    wide = [one for one in every if one.reach == IDENTITY]
    for (event_id, identity_id), group in found.items():
        group += [one for one in wide if one.identity_id == identity_id and one.event_id != event_id]
    return [tuple(group) for _, group in sorted(found.items())]
