"""Executors that are killed on the way, and a driver that is: the release is the one that DuckDB makes undisturbed."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from benchmarks.spark.cluster import cluster
from linkage.cli.main import exit_code
from linkage.session.on_spark import has_steps
from synthetic.settings import WorldSettings
from synthetic.world import make_world
from tests.spark.pair import Pair

pytestmark = [pytest.mark.spark, pytest.mark.night("tests/spark/test_parity.py")]

MONTH = "2019-11"
WORKERS, KILLS = 2, 5
"""And so many killed in each of two runs."""
PATIENCE, SEED = 1800, 1
MEMORY = "1g"
EXECUTOR = "CoarseGrainedExecutorBackend"
GAPS = (3.0, 12.0)
"""Seconds between two kills, drawn between these."""
SESSION = """
[spark]
master = "{master}"

[spark.config]
"spark.executor.memory" = "700m"
"spark.driver.memory" = "1500m"
"spark.driver.host" = "127.0.0.1"
"spark.sql.shuffle.partitions" = "4"
"""


def executors(workers: tuple[int, ...]) -> list[int]:
    """The processes of executors that are at work, children of the workers."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((path / "stat").read_text("ascii", "replace").rpartition(")")[2].split()[1])
            words = (path / "cmdline").read_bytes()
        except OSError:
            continue
        if parent in workers and EXECUTOR.encode() in words:
            found.append(int(path.name))
    return sorted(found)


def kills(
    process: "subprocess.Popen[bytes]", workers: tuple[int, ...], drawn: random.Random
) -> Iterator[int]:
    """Kill one executor after another, each at an instant that is drawn, until the process has ended."""
    while True:
        until = time.monotonic() + drawn.uniform(*GAPS)
        while time.monotonic() < until:
            if process.poll() is not None:
                return
            time.sleep(0.2)
        if there := executors(workers):
            os.kill(chosen := drawn.choice(there), signal.SIGKILL)
            yield chosen


def disturbed(pair: Pair, log: Path, workers: tuple[int, ...], drawn: random.Random, *, is_last: bool) -> int:
    """
    A run in a process of its own, as a user types it, while KILLS executors are killed; gives how many were.

    The process is killed after them, once a step is whole, or where it `is_last` ends by itself.
    """
    words = [sys.executable, "-m", "linkage.cli.main", "run", pair.job("spark"), "--month", MONTH]
    with log.open("ab") as output:
        process = subprocess.Popen(
            words, stdout=output, stderr=output, env={**os.environ, "PYSPARK_PYTHON": sys.executable}
        )
    try:
        many = sum(1 for _ in islice(kills(process, workers, drawn), KILLS))
        while not is_last and process.poll() is None and not has_steps(pair.out("spark")):
            time.sleep(0.2)
        if is_last:
            assert process.wait(PATIENCE) == 0, log.read_text("utf-8", "replace")[-2000:]
    finally:
        process.kill()
        process.wait()
    return many


def test_killing_executors_and_the_driver_changes_nothing(tmp_path: Path) -> None:
    """Five executors, then the driver; the run that is typed again resumes, and five more are killed in it."""
    world, log = tmp_path / "world", tmp_path / "log"
    make_world(world, WorldSettings(people=800, seed=23, events_per_person_month=0.5))
    text = (world / "job.toml").read_text("utf-8")
    (world / "job.toml").write_text(text.replace('"hes_did"', '"dmq_2015"'), "utf-8")
    drawn = random.Random(SEED)
    with cluster(WORKERS, tmp_path / "cluster", MEMORY) as made:
        pair = Pair.of(world, SESSION.format(master=made.master))
        assert exit_code(["run", pair.job("duckdb"), "--month", MONTH, "--quiet"]) == 0
        many = [disturbed(pair, log, made.processes, drawn, is_last=is_last) for is_last in (False, True)]

    assert many == [KILLS, KILLS], "a run was over before as many were killed"
    assert "resuming after" in log.read_text("utf-8", "replace"), "it did not begin anew"
    assert pair.differences("0001") == []
