"""Reviewers' files into the state: all or none, nothing lost, and what they come to."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from linkage.commands.review.answers import KeptAnswer, keep, read_kept, standing
from linkage.commands.review.becomes import Review, becomes
from linkage.commands.review.design import Design
from linkage.commands.review.folders import FIRST, THIRD, SampleFolders
from linkage.commands.review.measure import review_figures
from linkage.commands.review.month_now import month_now
from linkage.commands.review.people import read_people
from linkage.commands.review.seam import record, said_before
from linkage.commands.review.taken import TakenFile, taken
from linkage.commands.review.written import write_round
from linkage.config.job import Job
from linkage.errors import InputError
from linkage.release import disk
from linkage.release.history import current
from linkage.release.layout import Layout
from linkage.release.lock import hold
from linkage.release.record.clock import warn_of_clock
from linkage.review.measured import ReviewMeasured
from linkage.review.shown import ShownSample, shown_sample
from linkage.review.verdict import to_queue
from linkage.session.keys import Key
from linkage.session.stores.job_layout import job_layout
from linkage.session.surroundings import Surroundings
from linkage.session.workspace import existing_key


@dataclass(frozen=True)
class ImportedSample:
    """What stands of one sample after an import."""

    design: Design
    release: str
    """The current one."""
    third_page: Path | None
    """For a third reviewer; None where nothing is left to look at."""
    to_third: int
    settled: int
    recorded: int
    """Of these, those that were not written down before; they bind from the next run that links the month."""
    taken_back: int
    """Events that the sample had decided, and on which its reviewers do not agree any more."""
    not_there: int
    """Settled events that the current release does not hold any more: kept, and written down nowhere else."""
    decided: int
    """Those that somebody else has decided since: kept likewise."""
    other_link: int
    """Those whom the program links to another person than was judged: kept likewise."""
    measured: ReviewMeasured | None


@dataclass(frozen=True)
class Imported:
    """The files, and the samples they are of."""

    files: tuple[TakenFile, ...]
    samples: tuple[ImportedSample, ...]


def import_answers(job: Job, files: Sequence[Path], around: Surroundings) -> Imported:
    """
    Keep the answers of the files, and a copy of each in the secure area; queue what two differ in; record the rest.

    Raises InputError or ConfigError where a file cannot be used, and then nothing is written.
    """
    layout = job_layout(job)
    with hold(layout):
        manifest = current(layout)
        if manifest is None:
            raise InputError("nothing has been published yet, so there is no sample; run `linkage run` first")
        layout.home.bring(layout, manifest.release, "release")
        key = existing_key(job, layout, around.environment)
        found = taken(layout, files, around.now().date().isoformat())
        refuse_without_page(found)
        for one in found:
            disk.make_folder(one.folders.received)
            copy = one.folders.received / f"{one.given.reviewer}-{one.digest[:12]}{Path(one.name).suffix}"
            disk.write(copy, one.content)
            if one.new:
                keep(one.folders.answers, one.new)
        designs = {one.design.sample: one.design for one in found}
        samples = tuple(
            stands(job, layout, design, manifest.release, around.now(), key)
            for _, design in sorted(designs.items())
        )
        layout.home.keep(layout, layout.state / "review")
        warn_of_clock(layout, around.now(), around.warn)
    return Imported(found, samples)


def stands(job: Job, layout: Layout, design: Design, release: str, now: datetime, key: Key) -> ImportedSample:
    """What stands of a sample: what is settled is recorded, what two differ in is put on a page for a third."""
    folders = SampleFolders(layout, design.sample)
    folder = layout.release(release)
    of = Review(
        design=design,
        answered=standing(read_kept(folders.answers)),
        people=read_people(folders),
        there=month_now(job, layout, folder, design.month, design.events).events,
        before=said_before(layout, design.sample, key),
    )
    found = becomes(of, now)
    written = record(layout, [*found.settled, *found.taken_back], of.before, key)
    queue = [event for event in queued(design, of.answered) if event in of.there]
    return ImportedSample(
        design=design,
        release=release,
        third_page=write_third(folders, queue, now),
        to_third=len(queue),
        settled=len(found.settled),
        recorded=sum(not one.is_withdrawn for one in written),
        taken_back=sum(one.is_withdrawn for one in written),
        not_there=found.not_there,
        decided=found.decided,
        other_link=found.other_link,
        measured=review_figures(job, layout, folder, design.month),
    )


def queued(design: Design, answered: Mapping[str, Sequence[KeptAnswer]]) -> list[str]:
    """The events that a third reviewer has to look at."""
    return [
        event
        for event, given in answered.items()
        if to_queue([one.says() for one in given], design.reviewers)
    ]


def refuse_without_page(found: Sequence[TakenFile]) -> None:
    """InputError where a page for a third would have to be made, and what the first showed is gone."""
    new: dict[str, list[KeptAnswer]] = {}
    for one in found:
        given = new.setdefault(one.design.sample, [*read_kept(one.folders.answers)])
        given += one.new
        if queued(one.design, standing(given)):
            first_shown(one.folders)


def first_shown(folders: SampleFolders) -> ShownSample:
    """What the page of the first round shows; InputError where that is gone or cannot be read."""
    shown = folders.shown(FIRST)
    try:
        return shown_sample(json.loads(shown.read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        raise InputError(
            f"{shown} is not there or cannot be read, so no page can be made for a third reviewer; restore it from a "
            "backup. Nothing was taken"
        ) from None


def write_third(folders: SampleFolders, queue: Sequence[str], now: datetime) -> Path | None:
    """The page of what a third has to look at, made anew; None and no page where there is nothing."""
    page = folders.page(THIRD)
    if not queue:
        for path in (page, folders.shown(THIRD), folders.secure / "third.xlsx"):
            disk.remove(path)
        return None
    sample = first_shown(folders)
    wanted = set(queue)
    events = tuple(event for event in sample.events if event.event_id in wanted)
    write_round(folders, ShownSample(sample.sample, sample.release, sample.month, THIRD, events), now)
    return page
