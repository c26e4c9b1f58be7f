"""What `linkage releases diff` does: compare, then write what was asked for."""

from dataclasses import dataclass
from pathlib import Path

from linkage.commands.diff.compare import compared
from linkage.commands.diff.event_list import ENDINGS, own_place, refuse_place, write_list
from linkage.commands.diff.release_diff import ReleaseDiff
from linkage.commands.diff.told import READING, same_words, tables
from linkage.config.job import Job
from linkage.release import disk
from linkage.release.layout import Layout
from linkage.release.lock import hold
from linkage.report.diff_page import render_diff
from linkage.session.surroundings import Surroundings


@dataclass(frozen=True)
class Asked:
    """What is to be written besides the counts; None: nothing."""

    month: str | None = None
    events: bool = False
    """A list of the events that are not as they were, in the secure area."""
    events_to: Path | None = None
    """The same, in a file that the user names."""
    page: Path | None = None


@dataclass(frozen=True)
class DiffOutcome:
    """The comparison, and what was written."""

    found: ReleaseDiff
    events: Path | None = None
    listed: int | None = None
    page: Path | None = None


def diff_releases(job: Job, before: str, after: str, asked: Asked, around: Surroundings) -> DiffOutcome:
    """
    Compare two releases of a job, and write the list of events and the page where these are asked for.

    ConfigError as in `compared`, or for a place that cannot be written to; LockedError where the list belongs into the
    secure area and a run is at work.
    """
    for path, endings in ((asked.events_to, ENDINGS), (asked.page, (".html",))):
        if path is not None:
            refuse_place(path, endings)
    with compared(job, before, after, around, month=asked.month) as (engine, found):
        layout, target, listed = Layout(job.output), asked.events_to, None
        if target is not None:
            listed = write_list(engine, target)
        elif asked.events:
            target = own_place(layout, found.before, found.after)
            with hold(layout):
                disk.make_folder(target.parent)
                listed = write_list(engine, target)
    if asked.page is not None:
        disk.write(asked.page, page_of(job, found).encode())
    return DiffOutcome(found, target, listed, asked.page)


def page_of(job: Job, found: ReleaseDiff) -> str:
    """The comparison as a page."""
    return render_diff(
        tables(found),
        job_name=job.job.name,
        before=found.before,
        after=found.after,
        same=same_words(found),
        reading=READING,
    )
