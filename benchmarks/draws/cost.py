"""
What draws cost: `python -m benchmarks.draws.cost --work DIR`.

One world, trained on once, and its month run from nothing with 20 draws and without, in turn, each in a process of its
own that keeps nothing in the cache: seconds of processor, and the size of the release.
"""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks import machine, options
from benchmarks.command import linkage
from benchmarks.draws.linked_world import timed
from benchmarks.table import markdown, write
from benchmarks.world import MONTH, SEED, job, world
from linkage.release.content.published import DRAWN

PEOPLE, ROUNDS, DRAWS = 100_000, 3, 20


def spent(path: Path, output: Path, draws: int) -> float:
    """Seconds of processor of a first run."""
    shutil.rmtree(output, ignore_errors=True)
    asked = ("--set", f"outputs.link_draws={draws}") if draws else ()
    return timed("run", str(path), "--month", MONTH, "--quiet", *asked)


def size(folder: Path, *tables: str) -> int:
    """Bytes of Parquet files of a release, or of some of its tables."""
    folders = [folder / table for table in tables] or [folder]
    return sum(file.stat().st_size for one in folders for file in one.rglob("*.parquet"))


def rows(path: Path, output: Path, rounds: int) -> Iterator[tuple[str, ...]]:
    """One row per thing told: without draws, with, and how much more."""
    without, with_draws = [], []
    for _ in range(rounds):
        without.append(spent(path, output, 0))
        with_draws.append(spent(path, output, DRAWS))
    release = output / "current"
    own = size(release, *DRAWN)
    plain, drawn = median(without), median(with_draws)
    yield "seconds of processor", f"{plain:.1f}", f"{drawn:.1f}", f"{drawn / plain - 1:+.1%}"
    whole = size(release)
    yield "MB of tables", f"{(whole - own) / 1e6:.2f}", f"{whole / 1e6:.2f}", f"{own / (whole - own):+.1%}"
    links = size(release, "link_draws")
    yield "MB of link_draws alone", "", f"{links / 1e6:.2f}", f"{links / (whole - own):+.1%}"


def main(arguments: list[str]) -> int:
    """Print the table."""
    given = options.parsed(
        arguments, "benchmarks.draws.cost", __doc__, "about 1 GB", people=PEOPLE, seed=SEED, rounds=ROUNDS
    )
    folder = world(given.work, given.people, given.seed)
    path, output = job(folder, "cost", "hes_did"), folder / "cost"
    linkage("train", str(path), "--force", "--quiet")
    told = f"{given.people:,} people, seed {given.seed}, {DRAWS} draws; {machine.described()}"
    write([told, markdown(("", "without", "with draws", "more"), rows(path, output, given.rounds))])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
