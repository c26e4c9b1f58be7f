"""A session whose executors have Python, the program and Parquet at hand: what is told of tasks is about data."""

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pyarrow as pa

from linkage.engine.spark.described import described

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

WARMING = "starting Python"
PATIENCE = 300
"""Seconds for every executor to be there: a busy machine takes long to start a Java."""
HELD = 0.5
"""Seconds that a task holds its core, so that the next goes to another."""


@contextmanager
def warmed(settings: Mapping[str, str], executors: int) -> Iterator[None]:
    """
    A session by the settings, `spark.master` among them, which the command in the block finds and works beside.

    SystemExit where there are not so many executors after a while.
    """
    from pyspark.sql import SparkSession  # noqa: PLC0415 - an extra

    builder = SparkSession.builder.appName("benchmark")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    try:
        wait_for(session, executors)
        yield
    finally:
        session.stop()


def wait_for(session: "SparkSession", executors: int) -> None:
    """Until so many executors have started their Python and imported what reads files; then each writes some rows."""
    seen: set[int] = set()
    until = time.monotonic() + PATIENCE
    tasks = 4 * max(executors, 2)
    while len(seen) < executors:
        if time.monotonic() > until:
            raise SystemExit(f"{len(seen)} of {executors} executors after {PATIENCE} s: look at their logs")
        with described(session, WARMING):
            rows = session.range(0, tasks, 1, tasks).mapInArrow(starter(), "starter bigint").collect()
        seen |= {int(row[0]) for row in rows}
    with described(session, WARMING), TemporaryDirectory() as folder:
        session.range(0, tasks, 1, tasks).write.parquet(f"file://{folder}/rows")


def starter() -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """What each task does; no function of this module, which executors need not have."""
    held = HELD

    def started(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import_module("linkage.steps.inputs.read_file")
        for batch in batches:
            time.sleep(held)
            starters = pa.array([os.getppid()] * batch.num_rows, pa.int64())
            yield pa.RecordBatch.from_pydict({"starter": starters})

    return started
