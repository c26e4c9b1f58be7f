"""The page for analysts: every answer is what the release says, and every way of opening it works as written."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

import linkage
from linkage.cli.main import exit_code
from tests.docs.answers import PAGE, QUESTIONS, of_any_key, page
from tests.docs.drawn_answers import with_draws
from tests.docs.scores_example import PAGE as SCORES
from tests.docs.scores_example import example
from tests.docs.true_release import MONTH, write_true_release

OPENERS = re.compile(r"```python (\w+)\n(.*?)```", re.DOTALL)
MADE_BY = re.compile(r"## Opening it\n.*?```sh\n(.*?)```", re.DOTALL)
SIZES = re.compile(r"(\d+)(?: bytes a row)? of `(events|pathways|links)`")
RUN_HERE = ("open_release", "duckdb", "pandas", "polars", "csv_for_r")


def openers() -> Mapping[str, str]:
    """The ways of opening a release that the page shows in Python, by name."""
    return dict(OPENERS.findall(PAGE.read_text("utf-8")))


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the commands of the page were typed."""
    folder = tmp_path_factory.mktemp("made")
    commands = [line.split()[1:] for line in MADE_BY.findall(PAGE.read_text("utf-8"))[0].splitlines()]
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert [exit_code(command) for command in commands] == [0, 0, 0]
    return folder


@pytest.mark.slow
def test_every_answer_is_what_the_release_and_the_truth_say(demo: Path, tmp_path: Path) -> None:
    """Put questions and answers anew with `python -m tests.docs.answers example`."""
    text = PAGE.read_text("utf-8")
    truth, again = tmp_path / "truth", tmp_path / "again"
    truth.mkdir()
    again.mkdir()
    write_true_release(demo / "example", truth)

    assert len(QUESTIONS) == 12
    with with_draws(demo / "example", again, MONTH) as drawn:
        assert of_any_key(page(text, demo / "example", truth, drawn)) == of_any_key(text)


@pytest.mark.slow
def test_every_way_of_opening_says_the_same(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The code of the page, run as it stands where the month was made."""
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
def test_the_scores_of_the_month(demo: Path) -> None:
    """Values, not nulls: put them anew with `python -m tests.docs.scores_example example/out`."""
    text = SCORES.read_text("utf-8")

    assert example(text, demo / "example" / "out") == text
    assert "5 and more" in text


@pytest.mark.slow
def test_a_row_takes_little_memory(demo: Path) -> None:
    """In pandas, of a month, as the page says."""
    said = {name: int(size) for size, name in SIZES.findall(PAGE.read_text("utf-8"))}
    assert list(said) == ["events", "pathways", "links"]
    with linkage.open_release(demo / "example" / "out") as release:
        frames = {name: release.frame(name) for name in said}
    for name, frame in frames.items():
        assert abs(frame.memory_usage(deep=True).sum() / len(frame) - said[name]) < 5


def test_the_page_shows_the_ways_that_are_not_run_here() -> None:
    """Spark stands beside those; its code is run by the Spark tests, as that of base R is by tests of its own."""
    assert set(openers()) == {*RUN_HERE, "spark"}
