"""What Spark itself tells of its tasks: its event log, by stage and by executor."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from linkage.engine.spark.described import DESCRIPTION


@dataclass(frozen=True)
class Task:
    """One task that succeeded."""

    executor: str
    seconds: float
    """That it ran at its executor, waiting for nothing before."""
    cpu: float
    """Of these, on a processor, in Java alone."""
    shuffle_read: int
    shuffle_written: int
    spilled: int


@dataclass
class Stage:
    """Tasks that do the same with parts of the rows."""

    doing: str
    """What the engine was doing, such as making a table; empty where it did not say."""
    tasks: list[Task] = field(default_factory=list)

    @property
    def longest(self) -> float:
        """Seconds of its longest task."""
        return max(task.seconds for task in self.tasks)

    @property
    def usual(self) -> float:
        """Seconds of its median task."""
        return median(task.seconds for task in self.tasks)

    @property
    def times(self) -> float:
        """How many times the median the longest task took; 1 where there is one task."""
        return self.longest / self.usual if self.usual > 0 else 1.0

    @property
    def shuffled(self) -> int:
        """Bytes that its tasks wrote for the next stage."""
        return sum(task.shuffle_written for task in self.tasks)


def stages(log: Path) -> list[Stage]:
    """The stages of an event log that is one file, uncompressed, in order; those without a task are left out."""
    found: dict[int, Stage] = {}
    doing: dict[int, str] = {}
    for event in events(log):
        if event["Event"] == "SparkListenerStageSubmitted":
            told = event.get("Properties") or {}
            doing[event["Stage Info"]["Stage ID"]] = told.get(DESCRIPTION, "")
        elif event["Event"] == "SparkListenerTaskEnd" and not event["Task Info"]["Failed"]:
            number = event["Stage ID"]
            found.setdefault(number, Stage(doing.get(number, ""))).tasks.append(task_of(event))
    return [found[number] for number in sorted(found)]


def events(log: Path) -> Iterator[dict[str, Any]]:
    """The events of a log, one a line."""
    with log.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def task_of(event: dict[str, Any]) -> Task:
    """A task, as its end tells; one without figures took no time."""
    told = event.get("Task Metrics") or {}
    read, written = told.get("Shuffle Read Metrics", {}), told.get("Shuffle Write Metrics", {})
    return Task(
        executor=event["Task Info"]["Executor ID"],
        seconds=told.get("Executor Run Time", 0) / 1e3,
        cpu=told.get("Executor CPU Time", 0) / 1e9,
        shuffle_read=read.get("Remote Bytes Read", 0) + read.get("Local Bytes Read", 0),
        shuffle_written=written.get("Shuffle Bytes Written", 0),
        spilled=told.get("Disk Bytes Spilled", 0),
    )


def shares(found: Iterable[Stage]) -> dict[str, tuple[int, float]]:
    """Tasks and their seconds, by executor, in order of their names."""
    counted: dict[str, list[float]] = defaultdict(list)
    for stage in found:
        for task in stage.tasks:
            counted[task.executor].append(task.seconds)
    return {name: (len(each), sum(each)) for name, each in sorted(counted.items())}


def skewed(found: Sequence[Stage], least_tasks: int, least_seconds: float) -> list[Stage]:
    """Stages by how far their longest task is from the median; what is short or has few tasks says nothing."""
    told = [stage for stage in found if len(stage.tasks) >= least_tasks and stage.longest >= least_seconds]
    return sorted(told, key=lambda stage: -stage.times)
