"""A sample for reviewers: drawn from the current release, looked up in the job's files, written to the secure area."""

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from linkage.commands.review.design import Design, DesignStratum, DrawnEvent, read_design
from linkage.commands.review.folders import FIRST, SampleFolders
from linkage.commands.review.gathered import Gathered, gathered
from linkage.commands.review.opened import OpenedFiles, with_files
from linkage.commands.review.searched import make_people, make_sample
from linkage.commands.review.written import page_digest, write_round
from linkage.config.job import Job
from linkage.errors import ConfigError, InputError
from linkage.release import disk
from linkage.release.history import current
from linkage.release.lock import hold
from linkage.release.record.manifest import Manifest
from linkage.review.shown import ShownSample
from linkage.review.size import MARGIN, Planned, foreseen_margin
from linkage.session.on_spark import refuse_unready
from linkage.session.stores.job_layout import bring_current, job_layout
from linkage.session.surroundings import Surroundings

SEED, REVIEWERS, PEOPLE_SHOWN = 1, 2, 6
MOST_PEOPLE = 9
"""Columns that have a key of the keyboard."""


@dataclass(frozen=True)
class SampleAsked:
    """What the command line says of a sample."""

    month: str | None = None
    """None: the latest of the release."""
    margin: float = MARGIN
    seed: int = SEED
    reviewers: int = REVIEWERS
    """How many have to agree: one, or two, where a third looks at what they differ in."""
    people: int = PEOPLE_SHOWN
    """People shown for an event at most."""


@dataclass(frozen=True)
class Exported:
    """What was written."""

    design: Design
    folder: Path
    to_judge: int
    """Events that reviewers have to look at."""
    is_new: bool

    @property
    def nobody_found(self) -> int:
        """Events drawn for whom the search finds nobody."""
        return len(self.design.events) - self.to_judge


def export(job: Job, asked: SampleAsked, around: Surroundings) -> Exported:
    """
    The sample of a month of the current release, in secure/review/SAMPLE and, without identifiers, in state/review.

    The same release, month and settings give the same sample: where it is there already, nothing is written. Raises
    InputError without a release or where the job's files are not those of the month, ConfigError for settings that
    cannot be.
    """
    if asked.reviewers not in (1, REVIEWERS):
        raise ConfigError("--reviewers: 1, or 2 with a third for what they differ in")
    if not 1 <= asked.people <= MOST_PEOPLE:
        raise ConfigError(f"--people: from 1 to {MOST_PEOPLE}")
    refuse_unready(job)
    layout = job_layout(job)
    with hold(layout):
        bring_current(layout)
        manifest = current(layout)
        if manifest is None:
            raise InputError("nothing has been published yet; run `linkage run` first")
        month = asked.month or max(manifest.months)
        if month not in manifest.months:
            raise InputError(
                f"release {manifest.release} has no {month}; it has {', '.join(manifest.months)}"
            )
        layout.home.bring(layout, manifest.release, "release", "secure", "kept")
        folders = SampleFolders(layout, sample_id(manifest, month, asked))
        if folders.design.is_file() and folders.page(FIRST).is_file():
            known = read_design(folders.design)
            return Exported(known, folders.secure, shown_of(known), is_new=False)

        def work(files: OpenedFiles) -> tuple[tuple[Planned, ...], Gathered, str | None]:
            with around.progress.step("sample"):
                plan = make_sample(files, month, margin=asked.margin, seed=asked.seed)
            with around.progress.step("search"):
                why_not = make_people(files, month, shown=asked.people)
                return plan, gathered(files), why_not

        plan, found, why_not = with_files(job, layout, manifest, month, around, work)
        design = written(folders, manifest, month, asked, plan, found, around, why_not=why_not)
        layout.home.keep(layout, folders.design)
    return Exported(design, folders.secure, len(found.shown), is_new=True)


def shown_of(design: Design) -> int:
    """Events of a sample that reviewers have to look at."""
    return sum(one.is_shown for one in design.events.values())


def sample_id(manifest: Manifest, month: str, asked: SampleAsked) -> str:
    """The name of a sample: the release, the month, and a digest of all that it is drawn by."""
    settings = asdict(replace(asked, month=month))
    said = json.dumps([manifest.release, manifest.key_id, settings], sort_keys=True)
    return f"{manifest.release}-{month}-{hashlib.sha256(said.encode()).hexdigest()[:8]}"


def written(
    folders: SampleFolders,
    manifest: Manifest,
    month: str,
    asked: SampleAsked,
    plan: tuple[Planned, ...],
    found: Gathered,
    around: Surroundings,
    *,
    why_not: str | None,
) -> Design:
    """The files of the sample; the design last, so that a sample without one is none."""
    sample = ShownSample(folders.sample, manifest.release, month, FIRST, found.shown)
    today = around.now().date().isoformat()
    design = design_of(sample, asked, plan, found, model_id=manifest.model_id, today=today)
    design = replace(design, without_proposed=why_not)
    disk.make_folder(folders.secure)
    disk.make_folder(folders.design.parent)
    people = {event: [asdict(one) for one in those] for event, those in sorted(found.people.items())}
    disk.write(folders.people, json.dumps(people).encode())
    write_round(folders, sample, around.now())
    about = {name: value for name, value in asdict(design).items() if name not in ("events", "strata")}
    disk.write(folders.secure / "manifest.json", json.dumps(about, indent=1).encode())
    disk.write(folders.design, design.text().encode())
    return design


def design_of(
    sample: ShownSample,
    asked: SampleAsked,
    plan: tuple[Planned, ...],
    found: Gathered,
    *,
    model_id: str | None,
    today: str,
) -> Design:
    """What the sample is, without identifiers."""
    there = {event.event_id for event in found.shown}
    return Design(
        sample=sample.sample,
        release=sample.release,
        month=sample.month,
        model_id=model_id,
        seed=asked.seed,
        margin=asked.margin,
        reviewers=asked.reviewers,
        foreseen_margin=foreseen_margin(plan, linked=True),
        exported_on=today,
        page=page_digest(sample),
        strata={
            one.held.stratum.name: DesignStratum(one.held.events, one.drawn, round(one.surprises, 6))
            for one in plan
        },
        events={
            event: DrawnEvent(stratum, found.linked.get(event), found.identities[event], event in there)
            for event, stratum in sorted(found.strata.items())
        },
    )
