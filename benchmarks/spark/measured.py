"""A run of the job on either engine, with the processor seconds of every process that took part."""

import os
import time
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from benchmarks import command
from benchmarks.spark.warm import warmed

Spent = dict[str, Any]

TICKS = os.sysconf("SC_CLK_TCK")


def run(job: Path, month: str, others: list[int], settings: dict[str, str], executors: int) -> Spent:
    """
    CPU and elapsed seconds of a run, in a session by the settings if there are any; for a process of its own.

    CPU is of this process, of those it started, and of the `others` (a cluster's) with those that they started; the
    session's start is in both.
    """
    began, before = time.monotonic(), spent([os.getpid(), *others])
    with warmed(settings, executors) if settings else nullcontext():
        command.run(["run", f"{job}", "--month", month, "--quiet"])
    return {"seconds": time.monotonic() - began, "cpu": spent([os.getpid(), *others]) - before}


def spent(processes: list[int]) -> float:
    """CPU seconds of processes and all below them, those that have ended and been waited for too."""
    children: dict[int, list[int]] = {}
    used: dict[int, float] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = path.read_text("ascii", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        number = int(path.parent.name)
        children.setdefault(int(told[1]), []).append(number)
        used[number] = sum(map(int, told[11:15])) / TICKS
    below = list(processes)
    for one in below:
        below.extend(children.get(one, ()))
    return sum(used.get(one, 0.0) for one in below)
