"""What becomes of each event of a sample by the answers there are: written down, taken back, or told and left alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from linkage.commands.review.answers import KeptAnswer
from linkage.commands.review.design import Design
from linkage.commands.review.gathered import Person
from linkage.commands.review.month_now import Now
from linkage.commands.review.seam import SaidBefore, SettledDecision
from linkage.review.verdict import MATCH, NONE, Answer, settled


@dataclass(frozen=True)
class Becomes:
    """The events on which enough reviewers agree, or did, by what is done with them."""

    settled: tuple[SettledDecision, ...]
    """To be written down, where it is not there yet."""
    taken_back: tuple[SettledDecision, ...]
    """Written down before, and not settled any more: a reviewer's later answer counts."""
    not_there: int
    """Settled, and the release has no such event any more."""
    decided: int
    """Settled, and linked by a decision of somebody else since."""
    other_link: int
    """Settled, and linked by the program to another person than was judged."""


@dataclass(frozen=True)
class Review:
    """One sample with all that is known of its events."""

    design: Design
    answered: Mapping[str, Sequence[KeptAnswer]]
    """By event, the answers that count."""
    people: Mapping[str, Sequence[Person]]
    """By event, everybody who was shown."""
    there: Mapping[str, Now]
    """Those of its events that the current release has."""
    before: Mapping[str, SaidBefore]
    """By event, what was written down of the sample."""


def becomes(of: Review, now: datetime) -> Becomes:
    """
    What becomes of its events.

    An event that the sample itself has decided is looked at whatever its link is now: that is its doing.
    """
    said, back, gone, decided, other = [], [], 0, 0, 0
    for event, given in sorted(of.answered.items()):
        answer = settled([one.says() for one in given], of.design.reviewers)
        before, held = of.before.get(event), of.there.get(event)
        is_own = before is not None and before.is_in_force
        if before is not None and before.keeps_out:
            gone += answer is not None
        elif answer is None:
            if is_own:
                back.append(withdrawal(of, event, given, now))
        elif held is None:
            gone += 1
        elif is_own:
            said.append(decision(of, event, given, answer, now))
        elif held.stratum is None:
            decided += 1
        elif held.linked != of.design.events[event].linked:
            other += 1
        else:
            said.append(decision(of, event, given, answer, now))
    return Becomes(tuple(said), tuple(back), gone, decided, other)


def decision(
    of: Review, event: str, given: Sequence[KeptAnswer], answer: Answer, now: datetime
) -> SettledDecision:
    """What enough reviewers say of an event; it reaches further than the event only if all of them say so."""
    agreeing = [one for one in given if one.says() == answer]
    people: tuple[str, ...] = ()
    if answer.answer == MATCH and answer.person is not None:
        people = (answer.person,)
    elif answer.answer == NONE:
        people = tuple(sorted({one.released for one in of.people[event]}))
    return SettledDecision(
        sample_id=of.design.sample,
        event_id=event,
        identity_id=of.design.events[event].identity,
        answer=answer.answer,
        people=people,
        reach="identity" if all(one.reach == "identity" for one in agreeing) else "event",
        reviewer=codes(agreeing),
        decided_on=now.date().isoformat(),
        release_id=of.design.release,
        model_id=of.design.model_id,
    )


def withdrawal(of: Review, event: str, given: Sequence[KeptAnswer], now: datetime) -> SettledDecision:
    """What takes back what was written down of an event, by all who have answered."""
    return SettledDecision(
        sample_id=of.design.sample,
        event_id=event,
        identity_id=of.design.events[event].identity,
        answer=NONE,
        people=(),
        reach="event",
        reviewer=codes(given),
        decided_on=now.date().isoformat(),
        release_id=of.design.release,
        model_id=of.design.model_id,
        is_withdrawn=True,
    )


def codes(given: Sequence[KeptAnswer]) -> str:
    """Who says so."""
    return "+".join(sorted(one.reviewer for one in given))
