"""What was measured of the job on Spark, as tables."""

from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.spark.event_log import Stage, shares, skewed
from benchmarks.table import markdown

LEAST_TASKS, LEAST_SECONDS = 4, 1.0
"""Of a stage that can tell of skew: fewer tasks have no usual one, and a short one is mostly its own start."""
ALLOWED = 5
"""Times the median that the longest task of a stage may take."""
SHOWN = 8


def about(world: Mapping[str, Any]) -> str:
    """One line on the world."""
    hospital = sum(count for name, count in world["rows"].items() if name.startswith("hes/"))
    return f"{world['people']:,} people, {hospital:,} hospital rows, and those that make work uneven"


def beside(found: Mapping[str, Mapping[str, Any]]) -> str:
    """A row for each way of doing the job: what it took, and what it linked."""
    rows = [
        (
            name,
            f"{one['cpu']:.0f}",
            f"{one['seconds']:.0f}",
            f"{sum(len(stage.tasks) for stage in one['stages']):,}",
            f"{one['counts']['events']:,}",
            f"{one['counts']['linked']:,}",
        )
        for name, one in found.items()
    ]
    return markdown(("engine", "CPU, s", "wall, s", "tasks", "events", "linked"), rows)


def shared(found: Sequence[Stage]) -> str:
    """A row for each executor: its share of the tasks, and of the time that they took."""
    told = shares(found)
    tasks, seconds = (sum(each[place] for each in told.values()) for place in (0, 1))
    rows = [
        (name, f"{count:,}", f"{count / tasks:.0%}", f"{taken:.1f}", f"{taken / seconds:.0%}")
        for name, (count, taken) in told.items()
    ]
    return markdown(("executor", "tasks", "share", "task seconds", "share"), rows)


def uneven(found: Sequence[Stage]) -> str:
    """The stages whose longest task is furthest from their median, and how many are further than is allowed."""
    told = skewed(found, LEAST_TASKS, LEAST_SECONDS)
    beyond = sum(stage.times > ALLOWED for stage in told)
    rows = [
        (
            stage.doing,
            f"{len(stage.tasks)}",
            f"{stage.usual:.2f}",
            f"{stage.longest:.2f}",
            f"{stage.times:.1f}",
            f"{stage.shuffled / 1e6:.1f}",
        )
        for stage in told[:SHOWN]
    ]
    heads = ("stage", "tasks", "median, s", "longest, s", "times", "shuffled, MB")
    said = (
        f"Of {len(found)} stages {len(told)} have {LEAST_TASKS} tasks and one of {LEAST_SECONDS:g} s or more; the "
        f"longest task is over {ALLOWED} times the median in {beyond} of them."
    )
    return f"{said}\n\n{markdown(heads, rows)}" if rows else said
