"""What reviewers have settled, as decisions that bind later runs: the one place where this room writes any."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from linkage.decisions import store
from linkage.decisions.decision import MATCH, NONE, Decision
from linkage.decisions.standing import in_force
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
    people: tuple[str, ...]
    """Whose it is; with `none` everybody who was shown, of whom it is none's; nobody where nobody could tell."""
    reach: str
    """event, or identity where every one of them said so."""
    reviewer: str
    """Their codes, joined by +."""
    decided_on: str
    release_id: str
    model_id: str | None
    is_withdrawn: bool = False
    """Whether it only takes back what was written down of the sample before: its reviewers do not agree any more."""

    def decisions(self, supersedes: tuple[str, ...]) -> list[Decision]:
        """As the store has them: with `none` one for each person shown, since of nobody else anything was said."""
        return [
            Decision(
                event_id=self.event_id,
                identity_id=self.identity_id,
                answer=self.answer,
                reach=self.reach,
                reviewer=self.reviewer,
                decided_on=self.decided_on,
                release_id=self.release_id,
                person_id=person,
                model_id=self.model_id,
                sample_id=self.sample_id,
                supersedes=supersedes,
                withdrawn=self.is_withdrawn,
            )
            for person in (self.people if self.answer == NONE and self.people else self.people[:1] or (None,))
        ]


@dataclass(frozen=True)
class SaidBefore:
    """What a sample said of an event last, whether or not it is in force still."""

    decisions: tuple[Decision, ...]
    """All of one import; one that takes back is among them."""
    is_in_force: bool

    @property
    def keeps_out(self) -> bool:
        """Whether it gave the event to somebody who has opted out since: the event stays out, whatever is answered."""
        return any(one.purged and one.answer == MATCH for one in self.decisions)

    def is_as(self, new: Sequence[Decision]) -> bool:
        """
        Whether others say the same, whoever says it; of what is in force how far it reaches counts too.

        So what somebody has taken back since is not said anew because one more reviewer agrees.
        """
        was = [one for one in self.decisions if not one.withdrawn]
        said, known = {one.says() for one in new}, {one.says() for one in was if not one.purged}
        if any(one.purged for one in was):  # of somebody shown, who has opted out since
            if not known <= said or {one.answer for one in was} != {one.answer for one in new}:
                return False
        elif known != said:
            return False
        return not self.is_in_force or {one.reach for one in was} == {one.reach for one in new}


def said_before(layout: Layout, sample: str, key: Key) -> dict[str, SaidBefore]:
    """By event, what was written down of the sample last; IntegrityError when the store was changed by hand."""
    return last_said(store.read(layout, key), sample)


def last_said(decisions: Iterable[Decision], sample: str) -> dict[str, SaidBefore]:
    """The same of all that was ever decided."""
    every = tuple(decisions)
    of_sample = [one for one in every if one.sample_id == sample]
    replaced = {name for one in of_sample for name in one.supersedes}
    stands = {one.decision_id for one in in_force(every).decisions}
    found: dict[str, list[Decision]] = {}
    for one in of_sample:
        if one.decision_id not in replaced:
            found.setdefault(one.event_id, []).append(one)
    return {
        event: SaidBefore(tuple(those), any(one.decision_id in stands for one in those))
        for event, those in found.items()
    }


def record(
    layout: Layout, settled: Sequence[SettledDecision], before: Mapping[str, SaidBefore], key: Key
) -> tuple[SettledDecision, ...]:
    """
    Write down what is not there yet, in its order; gives that. `key` is that of the ids in the release.

    One takes the place of what the sample said of the event `before`, since a reviewer's later answer counts.
    """
    new, written = [], []
    for said in settled:
        known = before.get(said.event_id, SaidBefore((), is_in_force=False))
        made = said.decisions(tuple(one.decision_id for one in known.decisions))
        if known.is_in_force if said.is_withdrawn else not (known.decisions and known.is_as(made)):
            new += made
            written.append(said)
    store.record(layout, new, key)
    return tuple(written)
