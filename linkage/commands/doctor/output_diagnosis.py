"""What is wrong in a job's output folder: the lock, the key, the current release, what an interrupted run left."""

import os
from collections.abc import Iterator, Mapping

from filelock import FileLock, Timeout

from linkage.commands.plan.month_plan import key_in_use
from linkage.commands.run.monthly_run import current_manifest, form
from linkage.config.job import Job
from linkage.errors import ResourceError
from linkage.release import journal, verify
from linkage.release.layout import Layout
from linkage.release.problem import Problem, refuse
from linkage.release.standing import refuse_mixture
from linkage.session.finding import Finding, Warned, look
from linkage.session.surroundings import Surroundings


def of_output(job: Job, around: Surroundings) -> Iterator[Finding]:
    """Everything about the output folder. Reads no table of a release: `linkage releases verify` does."""
    layout = Layout(job.output)
    yield look("lock", lambda: lock(layout))
    release = look("current release", lambda: current_release(layout, around))
    yield release
    if release.state != "problem":
        yield look("pseudonym key", lambda: key(job, layout, around.environment))
    yield look("leftovers", lambda: leftovers(layout))


def is_locked(layout: Layout) -> bool:
    """Whether a run is at work."""
    path = layout.state / "lock"
    if not path.exists():
        return False
    if not os.access(path, os.R_OK | os.W_OK):
        raise ResourceError(
            f"{path} belongs to another user; run as that user, or name another output folder"
        )
    try:
        with FileLock(path, timeout=0):
            return False
    except Timeout:
        return True
    except OSError:
        raise ResourceError(f"{path} cannot be locked: it is a link, or no file; move it away") from None


def lock(layout: Layout) -> str:
    """One run at a time."""
    if is_locked(layout):
        raise Warned("another run is at work; wait for it to end before the next")
    return "free"


def key(job: Job, layout: Layout, environment: Mapping[str, str]) -> str:
    """The key of the pseudonyms, which is that of the current release: losing it changes every id for ever."""
    previous = current_manifest(layout)
    found = key_in_use(job, previous, environment)
    if found is None:
        return "will be made by the first run"
    if previous is not None:
        refuse_mixture(previous, previous.month, form(job, found.key_id))
    name = found.key_id if previous is not None else found.name or "no name yet"
    if job.keys is not None:
        return f"{name}, named in the job file"
    return f"{name}, made by the program; keep a copy where only its keeper can read it"


def current_release(layout: Layout, around: Surroundings) -> str:
    """The release that readers are shown, by its manifest: its files are there, and it was made before now."""
    described = current_manifest(layout)
    if described is None:
        return "none yet"
    problems = verify.pointer_problems(layout) + verify.journal_problems(layout, described.release)
    folder = layout.release(described.release)
    problems += [
        Problem(file.path, "is missing") for file in described.files if not (folder / file.path).is_file()
    ]
    refuse(problems, described.release)
    if described.finished > around.now():
        raise Warned(
            f"release {described.release} was made at {described.finished:%Y-%m-%d %H:%M}, after now: "
            "set the clock"
        )
    return f"{described.release}, months {', '.join(described.months)}"


def leftovers(layout: Layout) -> str:
    """What an interrupted run has left; the next run clears it."""
    if is_locked(layout):
        return "not looked at while a run is at work"
    held = list(layout.work.iterdir()) if layout.work.is_dir() else []
    size = sum(file.stat().st_size for file in layout.work.rglob("*") if file.is_file()) if held else 0
    unfinished = journal.unfinished(layout.journal)
    there = [number for number in sorted(unfinished) if layout.release(number).exists()]
    if held or there:
        told = [f"{size / 1e6:,.0f} MB in {layout.work}"] if held else []
        told += [f"unfinished release {', '.join(there)}"] if there else []
        raise Warned(f"an interrupted run left {' and '.join(told)}; the next run clears it")
    return "none"
