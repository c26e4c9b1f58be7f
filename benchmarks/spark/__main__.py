"""
The job on Spark: `python -m benchmarks.spark --work DIR --scale 0.01 --workers 2 4`.

A share of the country with what makes work uneven (one patient of ten thousand episodes, a full postcode, a common
birth date) is linked by DuckDB, by a Spark on this machine, and by standalone clusters whose workers have one core
each; each run in a process of its own, from empty output folders, by one model. What is told of tasks is from Spark's
event log; every executor has started its Python before.
"""

import argparse
import json
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import machine, options
from benchmarks.command import linkage
from benchmarks.national.country import make_country
from benchmarks.national.size import PIECE_PEOPLE, Size
from benchmarks.process import apart
from benchmarks.spark import measured
from benchmarks.spark.cluster import cluster
from benchmarks.spark.event_log import Stage, stages
from benchmarks.spark.skewed import make_skewed
from benchmarks.spark.tables import about, beside, shared, uneven
from benchmarks.spark.warm import WARMING
from benchmarks.table import write
from benchmarks.world import MONTH, SEED, job

MEMORY = "2g"
"""Of a worker, and of its executor nearly all."""
EXECUTOR, DRIVER = "1600m", "3g"
"""Spark's default for the driver, 1 GB, does not hold the largest plan and its line in the log of events."""


def parsed(arguments: Sequence[str]) -> argparse.Namespace:
    """The options."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.spark", description=__doc__)
    parser.add_argument("--work", type=options.folder, default=options.WORK, help="folder of the worlds")
    parser.add_argument("--scale", type=float, default=0.01, help="share of the country")
    parser.add_argument(
        "--piece-people", type=int, default=PIECE_PEOPLE, help="people of a piece, for a smaller try"
    )
    parser.add_argument("--profile", default="hes_did", help="rules: hes_did or dmq_2015")
    parser.add_argument("--workers", type=int, nargs="*", default=[2, 4], help="sizes of the clusters")
    parser.add_argument("--only-clusters", action="store_true", help="leave DuckDB and the local Spark out")
    parser.add_argument("--seed", type=int, default=SEED, help="of the world")
    return parser.parse_args(arguments)


def world_at(home: Path, size: Size, seed: int, profile: str) -> Path:
    """The country with its uneven records, beside the even one, with which it shares the files; and a model."""
    even = home / f"country-{size.people}-{seed}"
    make_country(even, size, seed)
    uneven_one = home / f"uneven-{size.people}-{seed}"
    if not uneven_one.exists():
        shutil.copytree(even, uneven_one, copy_function=os.link)
    make_skewed(uneven_one, seed)
    if profile == "hes_did" and not (uneven_one / "models").exists():
        linkage("train", f"{job(uneven_one, 'out-duckdb', profile)}", "--quiet")
    return uneven_one


@dataclass(frozen=True)
class Where:
    """Where a run is done."""

    name: str
    """Of its output folder."""
    settings: dict[str, str] = field(default_factory=dict)
    """Of its session; none where DuckDB does it."""
    executors: int = 0
    others: tuple[int, ...] = ()
    """Processes that work for it besides."""


def run(world: Path, profile: str, where: Where) -> dict[str, Any]:
    """What a run spends from an empty output folder, by its manifest what it linked, and its stages on Spark."""
    output, log = world / f"out-{where.name}", log_of(world, where.name)
    for folder in (output, log):
        shutil.rmtree(folder, ignore_errors=True)
    log.mkdir()
    path = job(world, output.name, profile)
    engine = "spark" if where.settings else "duckdb"
    text = path.read_text("utf-8").replace("[did]", f'engine = "{engine}"\n\n[did]', 1)
    path.write_text(text, "utf-8")
    given = (path, MONTH, [*where.others], where.settings, where.executors)
    found: dict[str, Any] = apart(measured.run, *given).answer
    found["counts"] = json.loads((output / "current" / "manifest.json").read_bytes())["counts"]
    every = (stage for one in sorted(log.iterdir()) for stage in stages(one))
    found["stages"] = [stage for stage in every if stage.doing != WARMING]
    shutil.rmtree(output)
    return found


def log_of(world: Path, name: str) -> Path:
    """Where the log of events of a run lies."""
    return world / f"log-{name}"


def on_spark(world: Path, name: str, master: str, executors: int = 1, others: tuple[int, ...] = ()) -> Where:
    """A run on Spark: its master, its memory, and where it writes its log of events."""
    settings = {
        "spark.master": master,
        "spark.eventLog.enabled": "true",
        "spark.eventLog.dir": f"file://{log_of(world, name)}",
        "spark.eventLog.rolling.enabled": "false",
        "spark.eventLog.compress": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.executor.memory": EXECUTOR,
        "spark.driver.memory": DRIVER,
        "spark.sql.shuffle.partitions": "8",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "OFF",
    }
    return Where(name, settings, executors, others)


@contextmanager
def on_cluster(world: Path, profile: str, workers: int) -> Iterator[dict[str, Any]]:
    """What a run spends on a cluster of so many workers; the cluster ends with the block."""
    name = f"{workers}-workers"
    folder = world / f"cluster-{workers}"
    with cluster(workers, folder, MEMORY) as made:
        yield run(world, profile, on_spark(world, name, made.master, workers, made.processes))
    shutil.rmtree(folder, ignore_errors=True)


def main(arguments: list[str]) -> int:
    """Run, and print the tables."""
    given = parsed(arguments)
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    world = world_at(given.work / "spark", Size(given.scale, given.piece_people), given.seed, given.profile)
    found: dict[str, dict[str, Any]] = {}
    if not given.only_clusters:
        found["DuckDB"] = run(world, given.profile, Where("duckdb"))
        found["Spark, `local[2]`"] = run(world, given.profile, on_spark(world, "local", "local[2]"))
    for workers in given.workers:
        with on_cluster(world, given.profile, workers) as spent:
            found[f"Spark, {workers} workers"] = spent
    told_of: dict[str, list[Stage]] = {name: one["stages"] for name, one in found.items() if one["stages"]}
    told = json.loads((world / "world.json").read_text("utf-8"))
    parts = [f"{about(told)}; {machine.described()}", beside(found)]
    for name, ran in told_of.items():
        parts += [f"{name}:", shared(ran), uneven(ran)]
    write(parts)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
