"""Stages, shares and skew as a log of Spark's events tells them."""

import json
from pathlib import Path

import pytest

from benchmarks.spark.event_log import shares, skewed, stages
from benchmarks.spark.tables import shared, uneven


def submitted(stage: int, doing: str | None) -> dict[str, object]:
    """A stage, and what the engine says that it does."""
    told = {} if doing is None else {"spark.job.description": doing}
    return {
        "Event": "SparkListenerStageSubmitted",
        "Stage Info": {"Stage ID": stage},
        "Properties": told,
    }


def ended(stage: int, executor: str, milliseconds: int, *, failed: bool = False) -> dict[str, object]:
    """A task of a stage."""
    metrics = {
        "Executor Run Time": milliseconds,
        "Executor CPU Time": milliseconds * 10**6,
        "Disk Bytes Spilled": 0,
        "Shuffle Read Metrics": {"Remote Bytes Read": 1, "Local Bytes Read": 2},
        "Shuffle Write Metrics": {"Shuffle Bytes Written": 500_000},
    }
    told = {"Executor ID": executor, "Failed": failed}
    return {"Event": "SparkListenerTaskEnd", "Stage ID": stage, "Task Info": told, "Task Metrics": metrics}


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """An even stage of which nothing is said, and one that makes `links` with one long task; a task was tried twice."""
    found = [
        submitted(3, None),
        *(ended(3, f"{n % 2}", 1_000) for n in range(4)),
        submitted(5, "making table links"),
        ended(5, "0", 90_000, failed=True),
        *(ended(5, "0", seconds * 1_000) for seconds in (1, 1, 1)),
        ended(5, "1", 12_000),
        {"Event": "SparkListenerApplicationEnd"},
    ]
    path = tmp_path / "log"
    path.write_text("\n".join(map(json.dumps, found)) + "\n", "utf-8")
    return path


def test_stages_have_the_tasks_that_succeeded(log: Path) -> None:
    """And what the engine says that they do."""
    first, second = stages(log)

    assert (first.doing, len(first.tasks), first.times) == ("", 4, 1.0)
    assert (second.doing, second.usual, second.longest, second.times) == (
        "making table links",
        1.0,
        12.0,
        12.0,
    )
    assert second.shuffled == 2_000_000


def test_who_did_how_much(log: Path) -> None:
    """Tasks and seconds, by executor."""
    assert shares(stages(log)) == {"0": (5, 5.0), "1": (3, 14.0)}
    assert "| 0 | 5 | 62% | 5.0 | 26% |" in shared(stages(log))


def test_what_is_short_or_of_few_tasks_tells_of_no_skew(log: Path) -> None:
    """Of the others the most uneven comes first."""
    found = stages(log)

    assert [stage.doing for stage in skewed(found, 4, 1.0)] == ["making table links", ""]
    assert skewed(found, 5, 1.0) == []
    assert [stage.doing for stage in skewed(found, 4, 5.0)] == ["making table links"]
    assert "over 5 times the median in 1 of them" in uneven(found)
