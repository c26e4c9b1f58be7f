"""
Decisions and answers of reviewers without people who opted out: worked out before a release is shown, written after.

A run that fails before readers are shown its release leaves state/ as it was. One that dies afterwards leaves the
purged store in secure/ of its release, and the next run puts it in place.
"""

from collections.abc import Collection, Iterable, Sequence
from itertools import chain

from linkage.commands.review.opted_out import Spoken, purge_samples, spoken_in_samples
from linkage.decisions.decision import Decision
from linkage.decisions.purge import Purged, purged, purged_before, put_in_place
from linkage.decisions.store import read
from linkage.engine.base import Engine
from linkage.release.content.draft import Draft
from linkage.release.layout import Layout
from linkage.release.publish import publish
from linkage.release.record.manifest import Manifest
from linkage.session.keys import Key
from linkage.session.run_inputs import Inputs
from linkage.session.surroundings import Surroundings
from linkage.strike.messages import tell_purged, tell_purged_again
from linkage.strike.taken_out import taken_out_sql


def publish_purged(
    engine: Engine,
    inputs: Inputs,
    draft: Draft,
    manifest: Manifest,
    around: Surroundings,
    linked: Iterable[str] = (),
) -> Manifest:
    """
    Publish the draft, then purge the store and the samples of whom it is without; gives the whole manifest.

    Reads struck_person, struck_event and what the months that were `linked` lost. Errors as `publish`, and nothing is
    purged then; IntegrityError when the store was changed by hand.
    """
    found = worked_out(engine, inputs, linked)
    whole = publish(inputs.layout, draft, manifest, found.lines)
    finish(inputs, found, around)
    return whole


def purge_alone(engine: Engine, inputs: Inputs, around: Surroundings) -> None:
    """The same where there is nothing to publish: people on the list whom no month has; reads struck_person."""
    finish(inputs, worked_out(engine, inputs, ()), around)


def worked_out(engine: Engine, inputs: Inputs, linked: Iterable[str]) -> Purged:
    """The store without people on the list, and without the events that the run has taken out as theirs."""
    decisions = read(inputs.layout, inputs.key)
    spoken = spoken_of(decisions, inputs.layout)
    if not (spoken.people or spoken.events):
        return Purged()
    people = listed_of(engine, "select person_id as name from struck_person", spoken.people)
    taken_out = f"select event_id as name from ({taken_out_sql(engine, linked)}) as taken_out"
    return purged(decisions, inputs.key, people, listed_of(engine, taken_out, spoken.events))


def spoken_of(decisions: Sequence[Decision], layout: Layout) -> Spoken:
    """Every person and event that a decision or a sample names."""
    samples = spoken_in_samples(layout)
    return Spoken(
        samples.people | {one.person_id for one in decisions if one.person_id},
        samples.events | {one.event_id for one in decisions if one.event_id},
    )


def listed_of(engine: Engine, query: str, names: Collection[str]) -> set[str]:
    """Those of the names that a query for `name` gives."""
    engine.load("spoken_name", {"name": "text"}, [(name,) for name in sorted(names)])
    rows = engine.rows(f"select name from ({query}) as listed where name in (select name from spoken_name)")
    engine.drop("spoken_name")
    return set(map(str, chain.from_iterable(rows)))


def finish(inputs: Inputs, found: Purged, around: Surroundings) -> None:
    """Samples, then the store: while that is as it was, the next run finds what is left to do."""
    answers = purge_samples(inputs.layout, found.people, found.events)
    put_in_place(inputs.layout, inputs.key, found)
    tell_purged(found.decisions, answers, around)


def finish_earlier(layout: Layout, key: Key, around: Surroundings) -> None:
    """What an earlier run purged, and died over, or what was put back since; the user is told of it."""
    found = purged_before(layout, key)
    purge_samples(layout, found.people, found.events)
    put_in_place(layout, key, found)
    tell_purged_again(found.decisions, around)
