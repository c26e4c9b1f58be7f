"""What a job lives through after its first month, on Spark as on DuckDB: reviews, decisions, strikes, corrections."""

import json
import re
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from linkage.engine.base import Engine
from linkage.engine.spark.engine import SparkEngine
from synthetic.settings import WorldSettings
from synthetic.world import make_world
from tests.review.reviewers import answers, only_sample_in, saved
from tests.spark.pair import ENGINES, Pair

pytestmark = [pytest.mark.spark, pytest.mark.night("tests/spark/test_parity.py")]

FIRST, SECOND = "2019-10", "2019-11"
EVIDENCE = "\n[linkage.evidence]\ngp_practice = true\nhospital_activity = true\n"
LIST = '\n[opt_outs]\npaths = ["opt_outs.csv"]\n'
NUMBER, POSTCODE = 0, 5
"""Columns of the imaging files."""


def world(folder: Path, months: int) -> Path:
    """A small world with many errors; gives its job file."""
    settings = WorldSettings(
        people=1_000, seed=17, months=months, events_per_person_month=0.4, number_missing_times=5.0
    )
    make_world(folder, settings)
    return folder / "job.toml"


@pytest.fixture(scope="module")
def later(database: Engine, tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """
    October, with further evidence; a reviewed sample of it and a decision; November with corrections and opt-outs.

    The second run is told `--changed`.
    """
    assert isinstance(database, SparkEngine), "the session that the job finds"
    folder = tmp_path_factory.mktemp("later")
    world(folder, 2)
    pair = Pair.of(folder, EVIDENCE + LIST)
    (folder / "opt_outs.csv").write_text("9990000018\n", "utf-8")
    (folder / "did" / f"DID_{SECOND}.csv").rename(folder / "later.csv")
    assert exit_code(["train", pair.job("duckdb"), "--quiet"]) == 0
    pair.both("run", "--month", FIRST, "--quiet")
    pair.both("review", "export", "--margin", "0.3", "--reviewers", "1", "--quiet", place=2)
    for name in ENGINES:
        judged(pair, name)
    pair.both("review", "decide", some_event(pair), "--none", "--by", "B", place=2)
    (folder / "later.csv").rename(folder / "did" / f"DID_{SECOND}.csv")
    corrected(folder / "did" / f"DID_{FIRST}.csv", folder / "opt_outs.csv")
    pair.both("run", "--month", SECOND, "--changed", "--quiet")
    return pair


def judged(pair: Pair, engine: str) -> None:
    """A reviewer finds what the program found, but errs in a fifth, and what they say is taken in."""
    found = {str(link["event_id"]): str(link["person_id"]) for link in pair.links(engine, FIRST)}
    said = pair.folder / f"{engine}.json"
    said.write_bytes(saved(answers(only_sample_in(pair.folder / engine), found, "R1", error=0.2)))
    assert exit_code(["review", "import", pair.job(engine), str(said), "--quiet"]) == 0


def some_event(pair: Pair) -> str:
    """One that is linked in October."""
    return min(str(link["event_id"]) for link in pair.links("duckdb", FIRST) if link["status"] == "linked")


def corrected(imaging: Path, opt_outs: Path) -> None:
    """Of October, three rows without number or postcode now; and the list has the numbers of five more."""
    header, *rows = (line.split(",") for line in imaging.read_text("utf-8").splitlines())
    for row in rows[:3]:
        row[NUMBER] = row[POSTCODE] = ""
    numbers = [row[NUMBER] for row in rows[3:] if row[NUMBER]][:5]
    imaging.write_text("\n".join(",".join(row) for row in (header, *rows)) + "\n", "utf-8")
    opt_outs.write_text(opt_outs.read_text("utf-8") + "\n".join(numbers) + "\n", "utf-8")


def test_every_release_is_the_same(later: Pair) -> None:
    """The first month's and those of the second command, with the strike and the month that was linked again."""
    numbers = [later.out(name).published() for name in ENGINES]

    assert numbers[0] == numbers[1]
    assert {number: later.differences(number) for number in numbers[0]} == {
        number: [] for number in numbers[0]
    }
    reasons = {link["reason"] for link in later.links("spark", FIRST)}
    assert "decision" in reasons, "what a reviewer said binds"
    events = [len(list(later.links("spark", month))) for month in (FIRST, SECOND)]
    assert min(events) > 0


def test_reviewers_are_shown_the_same(later: Pair) -> None:
    """Events, people and their order; how many decisions stand, and how."""
    shown = [json.loads((only_sample_in(later.folder / name) / "shown.json").read_text()) for name in ENGINES]
    people = [(only_sample_in(later.folder / name) / "people.json").read_text() for name in ENGINES]

    assert shown[0]["events"] == shown[1]["events"]
    assert people[0] == people[1]
    assert len(shown[0]["events"]) > 20


def test_the_life_of_an_event_is_the_same(later: Pair, tmp_path: Path) -> None:
    """The page of one that a reviewer decided on, and that of one which the second month brought."""
    events = [some_event(later), str(next(later.links("duckdb", SECOND))["event_id"])]
    for event in events:
        for name in ENGINES:
            target = str(tmp_path / f"{name}.html")
            assert exit_code(["explain", later.job(name), event, "--html", target]) == 0
        pages = [without_times((tmp_path / f"{name}.html").read_text("utf-8")) for name in ENGINES]
        assert pages[0] == pages[1]


def without_times(page: str) -> str:
    """A page without the times of its runs."""
    return re.sub(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?", "", page)


def without_person_keys(folder: Path) -> None:
    """Hospital files and a job that name no person."""
    for file in (folder / "hes").iterdir():
        lines = [line.split("|") for line in file.read_text("ascii").splitlines()]
        place = lines[0].index("TOKEN_PERSON_ID")
        rows = ("|".join([*cells[:place], *cells[place + 1 :]]) for cells in lines)
        file.write_text("\n".join(rows) + "\n", "ascii")
    text = re.sub(r"(?m)^person_id = .*\n", "", (folder / "job.toml").read_text("utf-8"))
    text = re.sub(r"(?ms)^\[deaths\].*?(?=^\[)", "", text)
    (folder / "job.toml").write_text(text.replace("[linkage]\n", '[linkage]\npeople = "made"\n'), "utf-8")


def test_people_that_are_made_are_the_same(database: Engine, tmp_path: Path) -> None:
    """Of files without a person key: who is whose, their keys, and everything that follows."""
    assert isinstance(database, SparkEngine)
    world(tmp_path, 1)
    without_person_keys(tmp_path)
    pair = Pair.of(tmp_path)
    assert exit_code(["train", pair.job("duckdb"), "--quiet"]) == 0
    pair.both("run", "--month", SECOND, "--quiet")

    assert pair.differences("0001") == []
