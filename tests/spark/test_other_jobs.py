"""What not every job has, on Spark as on DuckDB: further evidence, samples for reviewers, people that are made."""

import json
import re
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from linkage.engine.base import Engine
from linkage.engine.spark.engine import SparkEngine
from synthetic.settings import WorldSettings
from synthetic.world import make_world
from tests.review.reviewers import only_sample_in
from tests.spark.pair import ENGINES, Pair

pytestmark = [pytest.mark.spark, pytest.mark.night("tests/spark/test_parity.py")]

MONTH = "2019-11"
EVIDENCE = "\n[linkage.evidence]\ngp_practice = true\nhospital_activity = true\n"


def world(folder: Path) -> Path:
    """A small world with many errors; gives its job file."""
    settings = WorldSettings(people=1_000, seed=17, events_per_person_month=0.4, number_missing_times=5.0)
    make_world(folder, settings)
    return folder / "job.toml"


@pytest.fixture(scope="module")
def reviewed(database: Engine, tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """A month with all further evidence, and a sample of it for one reviewer."""
    assert isinstance(database, SparkEngine), "the session that the job finds"
    folder = tmp_path_factory.mktemp("reviewed")
    world(folder)
    pair = Pair.of(folder, EVIDENCE)
    assert exit_code(["train", pair.job("duckdb"), "--quiet"]) == 0
    pair.both("run", "--month", MONTH, "--quiet")
    pair.both("review", "export", "--margin", "0.3", "--reviewers", "1", "--quiet", place=2)
    return pair


def test_evidence_weighs_the_same(reviewed: Pair) -> None:
    """The near number, practices and activity: release, secure folder, and what is kept."""
    assert reviewed.differences("0001") == []


def test_reviewers_are_shown_the_same(reviewed: Pair) -> None:
    """Events, people and their order."""
    folders = [only_sample_in(reviewed.folder / name) for name in ENGINES]
    shown = [json.loads((folder / "shown.json").read_text("utf-8"))["events"] for folder in folders]
    people = [(folder / "people.json").read_text("utf-8") for folder in folders]

    assert shown[0] == shown[1]
    assert people[0] == people[1]
    assert len(shown[0]) > 20


def test_the_life_of_an_event_is_the_same(reviewed: Pair, tmp_path: Path) -> None:
    """Its page."""
    event = min(str(one["event_id"]) for one in reviewed.links("duckdb", MONTH) if one["status"] == "linked")
    for name in ENGINES:
        target = str(tmp_path / f"{name}.html")
        assert exit_code(["explain", reviewed.job(name), event, "--html", target]) == 0
    first, second = (without_times((tmp_path / f"{name}.html").read_text("utf-8")) for name in ENGINES)

    assert first == second


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
    world(tmp_path)
    without_person_keys(tmp_path)
    pair = Pair.of(tmp_path)
    assert exit_code(["train", pair.job("duckdb"), "--quiet"]) == 0
    pair.both("run", "--month", MONTH, "--quiet")

    assert pair.differences("0001") == []
