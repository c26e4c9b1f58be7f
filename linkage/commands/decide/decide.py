"""One decision of a reviewer on one event, written down; and what was decided taken back."""

from dataclasses import dataclass

from linkage.commands.decide.judged_event import JudgedEvent, judged_event, released_person
from linkage.config.job import Job
from linkage.decisions.decision import EVENT, NONE, Decision
from linkage.decisions.standing import contradict, of_one_event, standing
from linkage.decisions.store import record
from linkage.errors import ConfigError, InputError
from linkage.release.history import current
from linkage.release.lock import hold
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
        own = [
            one
            for one in before
            if one.event_id == judged.event_id
            and (said.withdraw or said.settles or one.reviewer == said.reviewer)
        ]
        if said.withdraw and not own:
            raise ConfigError(
                "nobody has decided anything on this event that is in force: there is nothing to take back"
            )
        (written,) = record(layout, [decision_of(said, judged, person, own, f"{around.now():%Y-%m-%d}")], key)
        now = standing(layout, key).binding
    group = next((one for one in of_one_event(now) if written in one), ())
    return Decided(written, judged.month, len(group) - 1 if contradict(group) else 0)


def decision_of(
    said: Said, judged: JudgedEvent, person: str | None, before: list[Decision], today: str
) -> Decision:
    """What is said, as a decision that takes the place of those `before`."""
    return Decision(
        event_id=judged.event_id,
        identity_id=judged.identity_id,
        answer=NONE if said.withdraw else said.answer,
        reach=said.reach,
        reviewer=" ".join(said.reviewer.split()),
        decided_on=today,
        release_id=judged.release,
        person_id=person,
        model_id=judged.model_id,
        note=said.note,
        supersedes=tuple(one.decision_id for one in before),
        withdrawn=said.withdraw,
    )
