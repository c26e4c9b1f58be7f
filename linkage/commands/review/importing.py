"""Reviewers' files into the state: all or none, nothing lost, and what they come to."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from linkage.commands.review.answers import KeptAnswer, keep, read_kept, standing
from linkage.commands.review.design import Design
from linkage.commands.review.folders import FIRST, THIRD, SampleFolders
from linkage.commands.review.measure import review_figures
from linkage.commands.review.month_now import month_now
from linkage.commands.review.seam import SettledDecision, record
from linkage.commands.review.taken import TakenFile, taken
from linkage.commands.review.written import write_round
from linkage.config.job import Job
from linkage.errors import InputError
from linkage.release import disk
from linkage.release.history import current
from linkage.release.layout import Layout
from linkage.release.lock import hold
from linkage.review.measured import ReviewMeasured
from linkage.review.shown import ShownSample, shown_sample
from linkage.review.verdict import settled, to_queue
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
    """Of these, those that were not written down before."""
    not_there: int
    """Settled events that the current release does not hold any more: kept, and written down nowhere else."""
    other_link: int
    """Those whose link is another than was judged, or whom reviewers have settled since: kept likewise."""
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
    return Imported(found, samples)


def stands(job: Job, layout: Layout, design: Design, release: str, now: datetime, key: Key) -> ImportedSample:
    """What stands of a sample: what is settled is recorded, what two differ in is put on a page for a third."""
    folders = SampleFolders(layout, design.sample)
    answered = standing(read_kept(folders.answers))
    folder = layout.release(release)
    there = month_now(job, layout, folder, design.month, design.events).events
    decisions, gone, other = [], 0, 0
    for event, given in sorted(answered.items()):
        answer = settled([one.says() for one in given], design.reviewers)
        if answer is None:
            continue
        held, drawn = there.get(event), design.events[event]
        if held is None:
            gone += 1
        elif held.stratum is None or held.linked != drawn.linked:
            other += 1
        else:
            decisions.append(decision(design, event, given, now))
    queue = [
        event
        for event, given in answered.items()
        if event in there and to_queue([one.says() for one in given], design.reviewers)
    ]
    return ImportedSample(
        design=design,
        release=release,
        third_page=write_third(folders, queue, now),
        to_third=len(queue),
        settled=len(decisions),
        recorded=record(layout, decisions, key),
        not_there=gone,
        other_link=other,
        measured=review_figures(job, layout, folder, design.month),
    )


def decision(design: Design, event: str, given: Sequence[KeptAnswer], now: datetime) -> SettledDecision:
    """What enough reviewers say of an event; it reaches further than the event only if all of them say so."""
    answer = settled([one.says() for one in given], design.reviewers)
    agreeing = [one for one in given if one.says() == answer]
    return SettledDecision(
        sample_id=design.sample,
        event_id=event,
        identity_id=design.events[event].identity,
        answer=agreeing[0].answer,
        person_id=agreeing[0].person,
        reach="identity" if all(one.reach == "identity" for one in agreeing) else "event",
        reviewer="+".join(sorted(one.reviewer for one in agreeing)),
        decided_on=now.date().isoformat(),
        release_id=design.release,
        model_id=design.model_id,
    )


def write_third(folders: SampleFolders, queue: Sequence[str], now: datetime) -> Path | None:
    """The page of what a third has to look at, made anew; None and no page where there is nothing."""
    page, shown = folders.page(THIRD), folders.shown(FIRST)
    if not queue:
        for path in (page, folders.shown(THIRD), folders.secure / "third.xlsx"):
            disk.remove(path)
        return None
    if not shown.is_file():
        raise InputError(
            f"{shown} is not there, so no page can be made for a third reviewer; restore it from a backup"
        )
    sample = shown_sample(json.loads(shown.read_text("utf-8")))
    wanted = set(queue)
    events = tuple(event for event in sample.events if event.event_id in wanted)
    write_round(folders, ShownSample(sample.sample, sample.release, sample.month, THIRD, events), now)
    return page
