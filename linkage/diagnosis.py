"""What a job and its output folder lack, before a run finds out: what is wrong and what to do next."""

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from linkage.config.job import Job
from linkage.config.load import load_job, load_rules
from linkage.errors import IntegrityError, LinkageError, ResourceError
from linkage.footprint import disk_needed, free_disk
from linkage.inputs.plan import plan_reading
from linkage.machine_diagnosis import (
    Finding,
    database,
    libraries,
    memory,
    ok,
    problem,
    python_version,
    warning,
)
from linkage.release.layout import Layout
from linkage.release.manifest import NAME, read_manifest
from linkage.workspace import lists, sources
from linkage.workspace import model as job_model


def diagnose(job_file: Path | None) -> list[Finding]:
    """Everything about the machine, and about a job when one is named. Leaves nothing behind."""
    found = [python_version(), *libraries(), database(), memory()]
    if job_file is None:
        return found
    try:
        job = load_job(job_file)
    except LinkageError as error:
        return [*found, problem("job file", error)]
    return [*found, ok("job file", f"{job_file.name}, profile {job.linkage.profile}"), *of_job(job)]


def of_job(job: Job) -> Iterator[Finding]:
    """What the job names, and its output folder."""

    def looked(name: str, look: Callable[[], str]) -> Finding:
        try:
            return ok(name, look())
        except LinkageError as error:
            return problem(name, error)

    yield looked("rules", lambda: load_rules(job).name)
    yield looked("lists", lambda: f"{len(lists(job).opted_out_numbers):,} opted-out numbers")
    inputs = looked("inputs", lambda: f"{len(plan_reading(sources(job)))} files can be read")
    yield inputs
    yield looked("model", lambda: of_model(job))
    layout = Layout(job.output)
    yield looked("output folder", lambda: writable(layout.output))
    yield hard_links(layout.output)
    if inputs.state == "ok":
        yield looked("disk", lambda: disk(job))
    yield looked("lock", lambda: lock(layout))
    yield key(job, layout)
    yield looked("current release", lambda: current(layout))
    yield leftovers(layout)


def of_model(job: Job) -> str:
    """The model, or that none is needed."""
    found = job_model(job, load_rules(job))
    return found.model_id if found else "none needed"


def nearest(folder: Path) -> Path:
    """The folder itself, or the nearest one above it that is there."""
    return next(place for place in (folder, *folder.parents) if place.exists())


def writable(output: Path) -> str:
    """The output folder can be written to, or made."""
    place = nearest(output)
    if not place.is_dir() or not os.access(place, os.W_OK | os.X_OK):
        raise ResourceError(f"{place} cannot be written to; change its owner or mode, or name another folder")
    return f"{output} can be written to" if place == output else f"{output} will be made"


def hard_links(output: Path) -> Finding:
    """Unchanged months are carried over as links where the disk can."""
    try:
        with tempfile.TemporaryDirectory(dir=nearest(output), prefix=".doctor-") as folder:
            first = Path(folder) / "first"
            first.touch()
            (Path(folder) / "second").hardlink_to(first)
    except OSError:
        return warning("hard links", "the disk has none: every release will be a full copy of earlier months")
    return ok("hard links", "earlier months are carried over without a copy")


def disk(job: Job) -> str:
    """Room for the working tables and the release."""
    needed, free = disk_needed(sources(job)), free_disk(nearest(job.output))
    told = f"about {needed / 1e9:.1f} GB needed, {free / 1e9:.1f} GB free"
    if free < needed:
        raise ResourceError(
            f"{told}; free some space, or name another disk under [job] output or [duckdb] spill"
        )
    return told


def lock(layout: Layout) -> str:
    """Whether another run is at work."""
    path = layout.state / "lock"
    if not path.exists():
        return "free"
    try:
        with FileLock(path, timeout=0):
            return "free"
    except Timeout:
        return "held: another run is at work"


def key(job: Job, layout: Layout) -> Finding:
    """The key of the pseudonyms: losing it changes every id for ever."""
    if job.keys is not None:
        return ok("pseudonym key", "named in the job file")
    own = layout.state / "pseudonym.key"
    if own.exists():
        return ok("pseudonym key", "made by the program; keep a copy where only its keeper can read it")
    if layout.current() is not None:
        return Finding(
            "pseudonym key", "problem", f"releases are there, but not {own}; restore it from a backup", 2
        )
    return ok("pseudonym key", "will be made by the first run")


def current(layout: Layout) -> str:
    """The release that readers are shown, by its manifest; `linkage releases verify` reads every file."""
    number = layout.current()
    if number is None:
        return "none yet"
    manifest = read_manifest(layout.release(number) / NAME)
    lost = [file.path for file in manifest.files if not (layout.release(number) / file.path).exists()]
    if lost:
        raise IntegrityError(f"release {number} lacks {len(lost)} of its files; restore it from a backup")
    return f"{number}, months {', '.join(manifest.months)}"


def leftovers(layout: Layout) -> Finding:
    """What an interrupted run has left; the next run clears it."""
    held = (
        sum(file.stat().st_size for file in layout.work.rglob("*") if file.is_file())
        if layout.work.exists()
        else 0
    )
    if held:
        return warning("work folder", f"an interrupted run left {held / 1e6:.0f} MB; the next run clears it")
    return ok("work folder", "empty")
