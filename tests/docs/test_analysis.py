"""The page for analysts: every answer is what the release says, and every way of opening it works as written."""

import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

import linkage
from linkage.cli.main import exit_code
from tests.docs.answers import PAGE, QUESTIONS, of_any_key, page
from tests.docs.scores_example import PAGE as SCORES
from tests.docs.scores_example import example
from tests.docs.true_release import write_true_release

OPENERS = re.compile(r"```python (\w+)\n(.*?)```", re.DOTALL)
RUN_HERE = ("open_release", "duckdb", "pandas", "polars")


def openers() -> Mapping[str, str]:
    """The ways of opening a release that the page shows in Python, by name."""
    return dict(OPENERS.findall(PAGE.read_text("utf-8")))


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which `linkage demo` was typed: here, or in a copy of DEMO, made a moment ago."""
    folder = tmp_path_factory.mktemp("demo")
    if made := os.environ.get("DEMO"):
        shutil.copytree(made, folder / "demo", symlinks=True)
        return folder
    assert exit_code(["demo", str(folder / "demo"), "--quiet"]) == 0
    return folder


@pytest.mark.slow
def test_every_answer_is_what_the_release_and_the_truth_say(demo: Path, tmp_path: Path) -> None:
    """Put questions and answers anew with `python -m tests.docs.answers demo`."""
    text = PAGE.read_text("utf-8")
    write_true_release(demo / "demo", tmp_path)

    assert len(QUESTIONS) == 12
    assert of_any_key(page(text, demo / "demo", tmp_path)) == of_any_key(text)


@pytest.mark.slow
def test_every_way_of_opening_says_the_same(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The code of the page, run as it stands where the demo was made."""
    monkeypatch.chdir(demo)
    counted = {}
    for name in RUN_HERE:
        names: dict[str, object] = {}
        exec(compile(openers()[name], f"{PAGE.name}, {name}", "exec"), names)  # noqa: S102  the page's own code
        counted[name] = names["counted"]

    assert isinstance(counted["duckdb"], dict)
    assert sum(counted["duckdb"].values()) > 1_000
    assert all(found == counted["duckdb"] for found in counted.values())


@pytest.mark.slow
def test_the_scores_of_the_demonstration(demo: Path) -> None:
    """Values, not nulls: put them anew with `python -m tests.docs.scores_example demo/out`."""
    text = SCORES.read_text("utf-8")

    assert example(text, demo / "demo" / "out") == text
    assert "5 and more" in text


@pytest.mark.slow
@pytest.mark.parametrize(("table", "most"), [("events", 180), ("pathways", 428 // 3)])
def test_a_row_takes_little_memory(demo: Path, table: str, most: int) -> None:
    """In pandas, of a month: ids that nothing repeats, texts of 32 characters, are half of an event's 172 bytes."""
    with linkage.open_release(demo / "demo" / "out") as release:
        frame = release.frame(table)

    assert frame.memory_usage(deep=True).sum() / len(frame) <= most


def test_the_page_shows_the_ways_that_are_not_run_here() -> None:
    """Spark stands beside those; its code is run by the Spark tests."""
    assert set(openers()) == {*RUN_HERE, "spark"}
