"""What a job lives through after its first month, on Spark as on DuckDB: answers, decisions, strikes, corrections."""

import json
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from linkage.engine.base import Engine
from linkage.engine.spark.engine import SparkEngine
from synthetic.settings import WorldSettings
from synthetic.world import make_world
from tests.review.reviewers import answers, only_sample_in, saved
from tests.spark.compared import apart, page_of
from tests.spark.pair import ENGINES, Pair

pytestmark = [pytest.mark.spark, pytest.mark.night("tests/spark/test_parity.py")]

FIRST, SECOND = "2019-10", "2019-11"
WORLD = WorldSettings(people=600, seed=17, months=2, events_per_person_month=0.4, number_missing_times=5.0)
LIST = '\n[opt_outs]\npaths = ["opt_outs.csv"]\n'
OF_THE_DECISION = "links.decision_id:"
"""What a decision is called goes by when it was made."""
NUMBER, POSTCODE = 0, 5
"""Columns of the imaging files."""


@pytest.fixture(scope="module")
def later(database: Engine, tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """
    October, a reviewed sample of it and a decision; then November, with corrections of October and people on the list.

    The second run is told `--changed`; the third finds more people on the list, and nothing else.
    """
    assert isinstance(database, SparkEngine), "the session that the job finds"
    folder = tmp_path_factory.mktemp("later")
    make_world(folder, WORLD)
    pair = Pair.of(folder, LIST)
    first, second = (folder / "did" / f"DID_{month}.csv" for month in (FIRST, SECOND))
    (folder / "opt_outs.csv").write_text("9990000018\n", "utf-8")
    second.rename(folder / "later.csv")
    assert exit_code(["train", pair.job("duckdb"), "--quiet"]) == 0
    pair.both("run", "--month", FIRST, "--quiet")
    pair.both("review", "export", "--margin", "0.3", "--reviewers", "1", "--quiet", place=2)
    for name in ENGINES:
        judged(pair, name)
    pair.both("review", "decide", linked(pair)[0], "--none", "--by", "B", place=2)
    (folder / "later.csv").rename(second)
    listed(pair, corrected(first), 5)
    pair.both("run", "--month", SECOND, "--changed", "--quiet")
    listed(pair, corrected(first, rows=0), 10)
    pair.both("run", "--month", SECOND, "--quiet")
    return pair


def judged(pair: Pair, engine: str) -> None:
    """A reviewer finds what the program found, but errs in a fifth, and what they say is taken in."""
    found = {str(link["event_id"]): str(link["person_id"]) for link in pair.links(engine, FIRST)}
    said = pair.folder / f"{engine}.json"
    said.write_bytes(saved(answers(only_sample_in(pair.folder / engine), found, "R1", error=0.2)))
    assert exit_code(["review", "import", pair.job(engine), str(said), "--quiet"]) == 0


def linked(pair: Pair) -> list[str]:
    """Those of October that are linked in the current release, in order."""
    return sorted(str(link["event_id"]) for link in pair.links("duckdb", FIRST) if link["status"] == "linked")


def corrected(imaging: Path, rows: int = 3) -> list[str]:
    """The first rows without number or postcode from now on; gives the numbers of the others."""
    header, *lines = (line.split(",") for line in imaging.read_text("utf-8").splitlines())
    for line in lines[:rows]:
        line[NUMBER] = line[POSTCODE] = ""
    imaging.write_text("\n".join(",".join(line) for line in (header, *lines)) + "\n", "utf-8")
    return [line[NUMBER] for line in lines if line[NUMBER]]


def listed(pair: Pair, numbers: list[str], people: int) -> None:
    """The list of those who opted out has so many of the numbers."""
    (pair.folder / "opt_outs.csv").write_text("\n".join(numbers[:people]) + "\n", "utf-8")


def test_every_release_is_the_same(later: Pair) -> None:
    """The first month's, that of the month linked again beside the second, and that of the strike alone."""
    numbers = [later.out(name).published() for name in ENGINES]

    assert numbers[0] == numbers[1]
    assert len(numbers[0]) == 3, "the list alone is a release"
    found = [one for number in numbers[0] for one in later.differences(number)]
    assert [one for one in found if not one.startswith(OF_THE_DECISION)] == []
    assert "decision" in {link["reason"] for link in later.links("spark", FIRST)}, (
        "what a reviewer said binds"
    )
    assert min(len(list(later.links("spark", month))) for month in (FIRST, SECOND)) > 0


def test_the_month_in_other_ways_is_the_same(later: Pair, capsys: pytest.CaptureFixture[str]) -> None:
    """How far its links and rates move: every number, and nothing published."""
    before = later.out("spark").published()
    found = []
    for name in ENGINES:
        capsys.readouterr()
        assert exit_code(["sensitivity", later.job(name), "--month", SECOND, "--json", "--quiet"]) == 0
        told = json.loads(capsys.readouterr().out)
        assert Path(told.pop("kept_page")).is_file()
        found.append(told)

    mine, yours = found
    assert mine
    assert list(apart(mine, yours, 1e-9)) == []
    assert later.out("spark").published() == before


def test_the_life_of_an_event_is_the_same(later: Pair, tmp_path: Path) -> None:
    """The page of one that was linked twice, and that of one which the second month brought."""
    for event in (linked(later)[0], str(next(later.links("duckdb", SECOND))["event_id"])):
        mine, yours = (page_of(later.job(name), event, tmp_path / f"{name}-{event}.html") for name in ENGINES)
        assert mine == yours
