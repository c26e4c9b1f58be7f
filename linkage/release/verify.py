"""Is a release what was published? Every file against the manifest, every count against the rows."""

import csv
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from linkage.errors import ConfigError, IntegrityError, LinkageError
from linkage.release import journal, listing, manifest
from linkage.release.layout import Layout
from linkage.release.manifest import File, Manifest

STATUSES = ("linked", "review", "unlinked")
MOST_TOLD = 10
"""Problems named in a message; the rest are counted."""


@dataclass(frozen=True)
class Problem:
    """One thing that is not as it should be: the file (or link) and what is wrong with it, never a value."""

    path: str
    what: str


def verify(layout: Layout, number: str | None = None) -> list[Problem]:
    """
    Everything wrong with release `number`, or the current one, and with the link to the current one.

    ConfigError when there is no such release.
    """
    current = layout.current()
    wanted = number or current
    if wanted is None:
        raise ConfigError(f"nothing is published in {layout.output} yet; run a month first")
    problems = pointer_problems(layout, current)
    folder = layout.release(wanted)
    if wanted not in layout.published() and number is not None:
        raise ConfigError(
            f"there is no release {wanted} in {layout.output}; `linkage releases list` shows them"
        )
    try:
        described = manifest.read_manifest(folder / manifest.NAME)
    except LinkageError as problem:
        return [*problems, Problem(manifest.NAME, str(problem))]
    if described.release != wanted:
        problems.append(Problem(manifest.NAME, "is the manifest of another release"))
    if journal.manifest_digests(layout.journal).get(wanted) not in (
        None,
        listing.sha256(folder / manifest.NAME),
    ):
        problems.append(
            Problem(manifest.NAME, "is not as it was published: its SHA-256 differs from the journal's")
        )
    return problems + problems_in(folder, described)


def refuse(problems: list[Problem], release: str) -> None:
    """Raise IntegrityError naming the files when there are problems."""
    if problems:
        raise IntegrityError(
            f"release {release}: {told(problems)}. Restore it from your latest backup, go back to an earlier "
            "release, or run the months concerned again with --restate"
        )


def told(problems: list[Problem]) -> str:
    """The problems as part of a sentence."""
    named = "; ".join(f"{problem.path} {problem.what}" for problem in problems[:MOST_TOLD])
    more = len(problems) - MOST_TOLD
    return f"{named}; and {more:,} more" if more > 0 else named


def pointer_problems(layout: Layout, current: str | None) -> list[Problem]:
    """What is wrong with `current` and current.txt."""
    if current is None:
        return [Problem("current", "is missing")] if layout.published() else []
    problems = []
    if not (layout.release(current) / manifest.NAME).is_file():
        problems.append(Problem("current", f"leads to release {current}, which is not there"))
    text = layout.current_text.read_text("utf-8", "replace") if layout.current_text.is_file() else ""
    if text.strip() != f"{layout.releases.name}/{current}":
        problems.append(Problem("current.txt", "does not name the release that `current` leads to"))
    return problems


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
        links = pq.read_table(
            folder / f"links/test_month={month}", columns=["event_id", "status"], partitioning=None
        )
        pathways = pq.read_table(
            folder / f"pathways/test_month={month}", columns=["event_id", "is_primary"], partitioning=None
        )
        linked = links.filter(pc.field("status") == "linked")["event_id"]
        primary = pathways.filter(pc.field("is_primary"))["event_id"]
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
