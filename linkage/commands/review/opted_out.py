"""Answers of samples without people who opted out: every answer to an event that is theirs, or was said to be."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from linkage.commands.review.answers import KeptAnswer, read_kept, write_kept
from linkage.commands.review.design import read_design
from linkage.commands.review.folders import SampleFolders, samples, state_folder
from linkage.release import disk
from linkage.release.layout import Layout


@dataclass(frozen=True)
class Spoken:
    """Whom and what reviewers speak of, by ids as releases have them."""

    people: frozenset[str]
    events: frozenset[str]


def spoken_in_samples(layout: Layout) -> Spoken:
    """Every person and event of a sample; IntegrityError where one is not as it was written."""
    people, events = set[str](), set[str]()
    for name in samples(layout):
        folders = SampleFolders(layout, name)
        drawn = read_design(folders.design).events
        people |= {one.linked for one in drawn.values() if one.linked}
        people |= {one.person for one in read_kept(folders.answers) if one.person}
        events |= drawn.keys()
    return Spoken(frozenset(people), frozenset(events))


def purge_samples(layout: Layout, people: Collection[str], events: Collection[str]) -> int:
    """
    Take `people` and `events` that were taken out out of state/review; gives how many answers went.

    All answers to an event go together: with half of them, its reviewers would seem to differ, and what they settled
    would be taken back. The design keeps the event and its stratum, and no link.
    """
    gone = 0
    for name in samples(layout) if people or events else ():
        folders = SampleFolders(layout, name)
        kept = read_kept(folders.answers)
        stay = staying(kept, people, events)
        if len(stay) < len(kept):
            write_kept(folders.answers, stay)
            gone += len(kept) - len(stay)
        design = read_design(folders.design)
        drawn = {
            event: replace(one, linked=None) if event in events or one.linked in people else one
            for event, one in design.events.items()
        }
        if drawn != design.events:
            text = replace(design, events=drawn).text()
            disk.replace(folders.design, text.encode(), draft=folders.design.with_suffix(".draft"))
        if len(stay) < len(kept) or drawn != design.events:
            layout.home.keep(layout, state_folder(layout))
    return gone


def staying(
    kept: Collection[KeptAnswer], people: Collection[str], events: Collection[str]
) -> list[KeptAnswer]:
    """The answers to events that are still there, and that nobody gave to one of the people."""
    theirs = {one.event_id for one in kept if one.person in people} | set(events)
    return [one for one in kept if one.event_id not in theirs]
