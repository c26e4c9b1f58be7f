"""What a run costs on this machine: two small made-up worlds, each command in a process of its own."""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from linkage.config.job import Job
from linkage.config.load import load_job
from linkage.errors import LinkageError
from linkage.release.layout import Layout
from linkage.release.lock import hold
from linkage.session.costs import Costs, Sample, here, write_costs
from linkage.session.sources import sources
from linkage.session.surroundings import Surroundings
from linkage.session.text_size import input_bytes

SIZES = (6_000, 30_000)
"""People of the two worlds: together half a minute of two cores."""

MONTH = "2019-11"
LOOK_SECONDS = 0.1
"""How often the size of the output folder is looked at."""

MakeWorld = Callable[[Path, int], None]
"""Makes a world of so many people, with its job.toml, in a folder."""


@dataclass(frozen=True)
class Spent:
    """What a command took."""

    cpu: float
    seconds: float
    disk_bytes: int


def measure(job: Job, make_world: MakeWorld, around: Surroundings) -> Costs:
    """
    Measure this machine with the threads and the memory of `job`, and keep what was found in its state/.

    The worlds lie in the system's folder of passing files and go again. LockedError while a run is at work.
    """
    layout = Layout(job.output)
    with hold(layout), tempfile.TemporaryDirectory(prefix="hes-did-linkage-measure-") as folder:
        samples = []
        for people in SIZES:
            with around.progress.step(f"{people:,} people") as step:
                world = Path(folder) / str(people)
                make_world(world, people)
                found = measured(job, world, people)
                step.rows(found.rows)
            samples.append(found)
        costs = Costs(around.now().date().isoformat(), here(job.duckdb.threads), *samples)
        write_costs(layout, costs)
    return costs


def measured(job: Job, world: Path, people: int) -> Sample:
    """Train on a world, then a first run; what the run took."""
    file = world / "job.toml"
    given = [] if job.duckdb.threads is None else ["--set", f"duckdb.threads={job.duckdb.threads}"]
    if job.duckdb.memory_limit:
        given += ["--set", f"duckdb.memory_limit={job.duckdb.memory_limit}"]
    made = load_job(file)
    command(["train", str(file), *given, "--set", "cache.keep_editions=0"], made.output)
    spent = command(["run", str(file), "--month", MONTH, *given], made.output)
    manifest = json.loads((made.output / "current" / "manifest.json").read_text("utf-8"))
    return Sample(
        people=people,
        text_bytes=input_bytes(sources(made)),
        rows=sum(read["rows_read"] for read in manifest["inputs"]),
        cpu=spent.cpu,
        seconds=spent.seconds,
        stages={stage["name"]: stage["seconds"] for stage in manifest["stages"]},
        peak_bytes=manifest["peak_memory_bytes"],
        disk_bytes=spent.disk_bytes,
    )


def command(arguments: list[str], output: Path) -> Spent:
    """A command of this program in a process of its own; LinkageError where it fails."""
    before, began, most = children_cpu(), time.monotonic(), 0
    started = [sys.executable, "-m", "linkage.cli.main", *arguments, "--quiet"]
    with tempfile.TemporaryFile() as told:
        with subprocess.Popen(started, stdout=subprocess.DEVNULL, stderr=told) as process:  # noqa: S603
            while process.poll() is None:
                most = max(most, size_of(output))
                time.sleep(LOOK_SECONDS)
        if process.returncode:
            told.seek(0)
            said = told.read().decode(errors="replace").strip().splitlines()
            raise LinkageError(
                f"`linkage {arguments[0]}` on a made-up world ended with {process.returncode}, so this machine was "
                f"not measured: {said[-1] if said else 'it said nothing'}"
            )
    return Spent(children_cpu() - before, time.monotonic() - began, max(most, size_of(output)))


def children_cpu() -> float:
    """Seconds of CPU of the processes that have ended."""
    told = resource.getrusage(resource.RUSAGE_CHILDREN)
    return told.ru_utime + told.ru_stime


def size_of(folder: Path) -> int:
    """Bytes of the files of a folder; one may go while they are counted, and hard links are one file."""
    sizes: dict[int, int] = {}
    for path in folder.rglob("*"):
        try:
            found = path.lstat()
        except OSError:
            continue
        sizes[found.st_ino] = found.st_size
    return sum(sizes.values())
