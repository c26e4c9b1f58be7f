"""Decisions of reviewers as JSON and as text: without a person, and without a note."""

from collections.abc import Iterable, Iterator, Sequence

from linkage.commands.decide.decide import Decided
from linkage.commands.decide.listed import STATES, ListedDecisions
from linkage.decisions.decision import CANNOT_TELL, REACHES
from linkage.release.record.manifest import Manifest
from linkage.words.label import visible

NOT_GONE_BY = ("contradictory", "identity_changed", "person_gone", "opted_out")
FROM_THEN = "from the next run that links the month: `linkage run JOB --changed`"
MOST_EVENTS = 5
"""Events that are named in a sentence."""
WORDS = {
    "linked": "linked by reviewers",
    "apart": "kept apart by reviewers",
    "confirmed": "found alike",
    "contradictory": "contradictory",
    "identity_changed": "stale, of another identity now",
    "person_gone": "stale, the person is in HES no more",
    "opted_out": "of people opted out",
}


def decided_result(found: Decided) -> dict[str, object]:
    """For --json: what was written down."""
    decision = found.decision
    return {
        "decision_id": decision.decision_id,
        "event_id": decision.event_id,
        "month": found.month,
        "answer": None if decision.withdrawn else decision.answer,
        "reach": decision.reach,
        "withdrawn": decision.withdrawn,
        "supersedes": list(decision.supersedes),
        "contradicts": found.contradicts,
        "contradicting": list(found.contradicting),
        "still_reached_by": list(found.still),
    }


def decided_lines(found: Decided) -> Iterator[str]:
    """What was written down, and from when it binds."""
    decision = found.decision
    gone = len(decision.supersedes)
    if decision.withdrawn:
        yield f"taken back: {gone:,} decision(s) on event {decision.event_id} of {found.month}"
    else:
        yield f"written down: {decision.words()}; {REACHES[decision.reach]}"
        yield f"event {decision.event_id} of {found.month}, decision {decision.decision_id}"
        if gone:
            yield f"it takes the place of {gone:,} earlier decision(s)"
    if found.contradicts:
        yield (
            f"it contradicts {found.contradicts:,} other decision(s), said of {events_words(found.contradicting)}: "
            "none of them is gone by until one is taken back on the event that it was said of (--withdraw). --settles "
            "takes the place of those of its own event alone"
        )
    if found.still:
        yield (
            f"decisions on every event with the same identifiers still bear on it, said of {events_words(found.still)}"
            ": take them back there"
        )
    if decision.answer != CANNOT_TELL and not decision.withdrawn:
        yield f"it binds {FROM_THEN}"
    elif gone:
        yield f"what was decided before binds no more, {FROM_THEN}"


def events_words(events: Sequence[str]) -> str:
    """The first of some events."""
    more = f" and {len(events) - MOST_EVENTS:,} more" if len(events) > MOST_EVENTS else ""
    return f"event {', '.join(events[:MOST_EVENTS])}{more}"


def listed_result(found: ListedDecisions) -> dict[str, object]:
    """For --json."""
    return {
        "release": found.release,
        "counts": dict(found.counts),
        "decisions": [
            {
                "decision_id": one.decision.decision_id,
                "event_id": one.decision.event_id,
                "answer": one.decision.answer,
                "reach": one.decision.reach,
                "reviewer": one.decision.reviewer,
                "decided_on": one.decision.decided_on,
                "judged_in": one.decision.release_id,
                "sample_id": one.decision.sample_id,
                "state": one.state,
                "months": list(one.months),
            }
            for one in found.decisions
        ],
    }


def listed_lines(found: ListedDecisions) -> Iterator[str]:
    """A count by state, then each decision."""
    if not found.decisions:
        yield "no decision of a reviewer is in force"
        return
    yield f"{len(found.decisions):,} decision(s) in force, as they stand in release {found.release}"
    for state, count in found.counts.items():
        yield f"  {count:>7,} {state}: {STATES[state]}"
    yield ""
    yield f"  {'decision':<34}{'event':<34}{'answer':<13}{'reach':<10}{'on':<12}{'state':<18}by"
    for one in found.decisions:
        said = one.decision
        yield (
            f"  {said.decision_id:<34}{said.event_id:<34}{said.answer:<13}{said.reach:<10}{said.decided_on:<12}"
            f"{one.state:<18}{visible(said.reviewer)}"
        )


def run_lines(manifest: Manifest, linked: Iterable[str]) -> Iterator[str]:
    """The last lines of a run: what reviewers' decisions came to in each month that was linked."""
    for month in sorted(linked):
        context = manifest.contexts.get(month)
        counts = context.decisions if context else {}
        if counts:
            told = ", ".join(f"{counts[name]:,} {words}" for name, words in WORDS.items() if name in counts)
            yield f"decisions:    {month}: events {told}"
        if any(name in counts for name in NOT_GONE_BY):
            yield "              contradictory and stale decisions are not gone by: `linkage review list JOB` has them"
