"""Is a release what was published? Every file against the manifest, every count against the rows."""

import csv
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from linkage.engine.arrow import read_columns
from linkage.errors import ConfigError, IntegrityError
from linkage.release import journal
from linkage.release.content import decisions_copy, listing, secure_listing
from linkage.release.layout import Layout
from linkage.release.problem import Problem
from linkage.release.record import manifest
from linkage.release.record.file import File
from linkage.release.record.manifest import Manifest
from linkage.release.removal.remains import remains_problems
from linkage.release.shown import shown
from linkage.words.names import STATUSES

BY_HAND = (
    "is not there any more: put it back from a backup, or manifest.json, statistics/ and report/shareable/ of it into "
    "the same place, by which later shareable reports know what was shared with it"
)
"""Of a release that nobody told `gc` to take away."""


def verify(layout: Layout, number: str | None = None) -> list[Problem]:
    """
    Everything wrong with release `number`, or the current one, its secure and kept files, journal and link `current`.

    ConfigError when there is no release, or never was one of that number.
    """
    problems = pointer_problems(layout)
    wanted = number or layout.led_to()
    if wanted is None and not problems:
        raise ConfigError(f"nothing is published in {layout.output} yet; run a month first")
    return [*problems, *release_problems(layout, wanted)] if wanted else problems


def release_problems(layout: Layout, number: str) -> list[Problem]:
    """The same without the link; ConfigError when there never was such a release."""
    folder = layout.release(number)
    found = journal_problems(layout, number)
    if number in journal.removals(layout.journal):
        return [*found, *removal_problems(layout, number)]
    if number not in layout.published() or folder.is_symlink():
        if number in journal.published(layout.journal) or number == layout.led_to():
            return [*found, Problem(f"releases/{number}", f"was published and {BY_HAND}")]
        raise ConfigError(
            f"there is no release {number} in {layout.output}; `linkage releases list` shows them"
        )
    found += secure_listing.release_problems(layout, number)
    try:
        described = manifest.read_manifest(folder / manifest.NAME)
    except IntegrityError as problem:
        return [*found, Problem(manifest.NAME, f"cannot be used: {problem}")]
    if described.release != number:
        found.append(Problem(manifest.NAME, "is the manifest of another release"))
    return found + problems_in(folder, described)


def removal_problems(layout: Layout, number: str) -> list[Problem]:
    """What is wrong with a release that `gc` took away: with what stays of it, and whether that was finished."""
    if number in journal.half_removed(layout.journal):
        return [Problem(f"releases/{number}", "is half removed: `linkage gc` again finishes that")]
    try:
        described = manifest.read_manifest(layout.shared / number / manifest.NAME)
    except IntegrityError as problem:
        return [Problem(f"state/shared/{number}/{manifest.NAME}", f"cannot be used: {problem}")]
    return remains_problems(layout, described)


def journal_problems(layout: Layout, number: str) -> list[Problem]:
    """Whether the journal is whole, has every release that is there, and of this manifest of `number`."""
    name = f"{layout.state.name}/{layout.journal.name}"
    found = [Problem(name, what) for what in journal.faults(layout.journal)]
    decisions = layout.state / decisions_copy.DECISIONS
    found += [
        Problem(f"{layout.state.name}/{decisions.name}", what) for what in decisions_copy.faults(decisions)
    ]
    path = layout.numbers_of(number) / manifest.NAME
    published = journal.facts(layout.journal, "manifest_sha256")
    # a run that died just after its switch leaves it to the next one to write the line
    shown_yet_untold = {layout.led_to()} & journal.unfinished(layout.journal)
    for other in sorted({number, *layout.published()} - published.keys() - shown_yet_untold):
        what = f"has no line on the publication of release {other}: put it back from a backup"
        found.append(Problem(name, what))
    if number in published and path.is_file() and listing.sha256(path) != published[number]:
        found.append(
            Problem(manifest.NAME, "is not as it was published: its SHA-256 differs from the journal's")
        )
    return found


def unknown(layout: Layout, number: str) -> str | None:
    """What cannot be known of a release because an earlier version did not write it down; None when all can."""
    if removal := journal.removals(layout.journal).get(number):
        return f"releases/{number}: removed by `linkage gc` on {removal['at'][:10]}; only its numbers stay"
    if number in journal.facts(layout.journal, secure_listing.SECURE):
        return None
    return f"secure/{number}: not known, an earlier version published it without digests of these files"


def pointer_problems(layout: Layout) -> list[Problem]:
    """What is wrong with `current` and current.txt."""
    try:
        current = shown(layout)
    except IntegrityError as problem:
        return [Problem("current", f"is lost: {problem}")]
    text = layout.current_text.read_text("utf-8", "replace") if layout.current_text.is_file() else ""
    if current is not None and text.strip() != f"{layout.releases.name}/{current}":
        return [Problem("current.txt", "does not name the release that `current` leads to")]
    return []


def problems_in(folder: Path, described: Manifest) -> list[Problem]:
    """What differs between a release, drafted or published, and what its manifest says of it."""
    present = set(listing.paths(folder))
    listed = {file.path for file in described.files}
    problems = [Problem(path, "is not in the manifest") for path in sorted(present - listed)]
    problems += [Problem(path, "is missing") for path in sorted(listed - present)]
    for file in described.files:
        if file.path in present and (what := file_problem(folder / file.path, file)):
            problems.append(Problem(file.path, what))
    if problems:
        return problems
    try:
        return month_problems(folder, described)
    except (OSError, pa.ArrowException, ValueError, KeyError):
        return [Problem(manifest.NAME, "lists months whose tables cannot be read")]


def file_problem(path: Path, file: File) -> str | None:
    """How a file differs from what the manifest says of it, or None."""
    try:
        if path.is_symlink():
            return "is a link to somewhere else"
        if path.stat().st_size != file.bytes:
            return "is not as it was published: its size differs"
        if listing.sha256(path) != file.sha256:
            return "is not as it was published: its SHA-256 differs"
        if listing.rows(path) != file.rows:
            return "has another number of rows than the manifest says"
    except (OSError, pa.ArrowException, ValueError, csv.Error):
        return "cannot be read"
    return None


def month_problems(folder: Path, described: Manifest) -> list[Problem]:
    """What does not add up in files that are as listed: the ledger, one primary pathway per linked event."""
    problems = []
    for month in described.months:
        links = read_columns(folder / f"links/test_month={month}", "event_id", "status")
        pathways = read_columns(folder / f"pathways/test_month={month}", "event_id", "is_primary")
        linked = links.filter(pc.equal(links["status"], "linked"))["event_id"]
        primary = pathways.filter(pathways["is_primary"])["event_id"]
        if not _sorted(linked).equals(_sorted(primary)):
            problems.append(
                Problem(f"pathways/test_month={month}", "has not one primary row for each linked event")
            )
        if month == described.month:
            counts = described.counts
            found = {status: pc.sum(pc.equal(links["status"], status)).as_py() or 0 for status in STATUSES}
            if found != {status: getattr(counts, status) for status in STATUSES} or counts.events != len(
                links
            ):
                problems.append(
                    Problem(f"links/test_month={month}", "does not have the rows the manifest counts")
                )
    return problems


def _sorted(ids: pa.ChunkedArray) -> pa.Array:
    whole = pa.concat_arrays(ids.chunks) if ids.num_chunks else pa.array([], ids.type)
    return whole.take(pc.sort_indices(whole))
