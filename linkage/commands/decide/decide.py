"""One decision of a reviewer on one event, written down; and what was decided taken back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from linkage.commands.decide.judged_event import JudgedEvent, judged_event, released_person
from linkage.commands.decide.listed import kept, stale_decisions
from linkage.config.job import Job
from linkage.decisions.decision import EVENT, IDENTITY, NONE, Decision
from linkage.decisions.standing import contradict, in_force, of_one_event, standing
from linkage.decisions.store import read, record
from linkage.errors import ConfigError, InputError
from linkage.release.history import current
from linkage.release.layout import Layout
from linkage.release.lock import hold
from linkage.release.record.clock import warn_of_clock
from linkage.session.keys import Key
from linkage.session.stores.job_layout import job_layout
from linkage.session.surroundings import Surroundings
from linkage.session.workspace import existing_key


@dataclass(frozen=True)
class Said:
    """What a reviewer says of an event."""

    event: str
    """An event_id, or SITE/ACCESSION."""
    reviewer: str
    answer: str = NONE
    person: str | None = None
    """The person that is meant, by key or pseudonym; None with `none`: anybody."""
    reach: str = EVENT
    note: str | None = None
    withdraw: bool = False
    """Take back what is in force on the event, and say nothing instead."""
    settles: bool = False
    """Take the place of what anybody decided on the event, and not of the reviewer's own decisions alone."""


@dataclass(frozen=True)
class Decided:
    """What was written down."""

    decision: Decision
    month: str
    contradicts: int
    """Decisions in force that cannot hold beside it: none of them, nor it, is gone by."""
    contradicting: tuple[str, ...] = ()
    """The events that these were said of."""
    still: tuple[str, ...] = ()
    """Where it takes back: other events whose decisions reach this one by its identity, and still do."""


def decide(job: Job, said: Said, around: Surroundings) -> Decided:
    """
    Write a decision down; it binds from the next run that links the event's month.

    It takes the place of the reviewer's own earlier decisions on the event. InputError for an event or person that
    there is not and before the first release, ConfigError where there is nothing to take back, LockedError while a run
    is at work.
    """
    layout = job_layout(job)
    with hold(layout):
        manifest = current(layout)
        if manifest is None:
            raise InputError("nothing has been published yet; run `linkage run` first")
        key = existing_key(job, layout, around.environment)
        if key.key_id != manifest.key_id:
            raise ConfigError(
                f"the pseudonym key is not the one of release {manifest.release}; put the right one back"
            )
        judged = judged_event(job, layout, manifest, said.event, around)
        person = (
            released_person(job, layout, key, said.person, unsafe_debug=around.unsafe_debug)
            if said.person
            else None
        )
        before = standing(layout, key).decisions
        by = collapsed(said.reviewer)
        own = [
            one
            for one in before
            if one.event_id == judged.event_id
            and (said.withdraw or said.settles or collapsed(one.reviewer) == by)
        ]
        if said.withdraw and not own:
            raise ConfigError(
                "nobody has decided anything on this event that is in force: there is nothing to take back"
            )
        decision = decision_of(said, judged, person, own, f"{around.now():%Y-%m-%d}")
        (written,) = record(layout, [anew(decision, layout, key)], key)
        warn_of_clock(layout, around.now(), around.warn)
        now = standing(layout, key)
        stale = stale_decisions(kept(job, layout, manifest, now, around)[0])
    bearing = [one for one in now.binding if one.decision_id not in stale]
    others = beside(written, bearing)
    still = {one.event_id for one in bearing if said.withdraw and reaches(one, written)}
    return Decided(
        written,
        judged.month,
        len(others),
        tuple(sorted({one.event_id for one in others})),
        tuple(sorted(still)),
    )


def anew(decision: Decision, layout: Layout, key: Key) -> Decision:
    """
    The same, to be written down: where the like of it was said that day and is out of force, in the place of that.

    Else the store would take it for a line that it has, and it would not come into force.
    """
    every = read(layout, key)
    gone = {one.decision_id for one in every} - {one.decision_id for one in in_force(every).decisions}
    while (name := decision.identified(key).decision_id) in gone:
        decision = replace(decision, supersedes=(*decision.supersedes, name))
    return decision


def collapsed(name: str) -> str:
    """A reviewer's name as it is kept, with single blanks."""
    return " ".join(name.split())


def beside(written: Decision, bearing: Sequence[Decision]) -> list[Decision]:
    """Those that cannot all hold together with one, on whatever event they and it bear."""
    groups = [group for group in of_one_event(bearing) if written in group and contradict(group)]
    found = {one.decision_id: one for group in groups for one in group}
    return [one for name, one in sorted(found.items()) if name != written.decision_id]


def reaches(one: Decision, other: Decision) -> bool:
    """Whether a decision of another event bears on the event of `other` too."""
    return one.reach == IDENTITY and one.identity_id == other.identity_id and one.event_id != other.event_id


def decision_of(
    said: Said, judged: JudgedEvent, person: str | None, before: list[Decision], today: str
) -> Decision:
    """What is said, as a decision that takes the place of those `before`."""
    return Decision(
        event_id=judged.event_id,
        identity_id=judged.identity_id,
        answer=NONE if said.withdraw else said.answer,
        reach=said.reach,
        reviewer=collapsed(said.reviewer),
        decided_on=today,
        release_id=judged.release,
        person_id=person,
        model_id=judged.model_id,
        note=said.note,
        supersedes=tuple(one.decision_id for one in before),
        withdrawn=said.withdraw,
    )
