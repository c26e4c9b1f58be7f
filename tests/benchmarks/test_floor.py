"""The hand-written floor does the work it is measured by: it links the events that the job links."""

from pathlib import Path

import pytest

from benchmarks import calibration
from benchmarks.floor import __main__ as floor
from benchmarks.floor import script
from linkage.cli.main import exit_code
from synthetic.settings import WorldSettings
from synthetic.world import make_world


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a small world linked by dmq_2015."""
    folder = tmp_path_factory.mktemp("floor") / "world"
    make_world(folder, WorldSettings(people=3_000, seed=11, events_per_person_month=0.5))
    job = folder / "job.toml"
    job.write_text(job.read_text("utf-8").replace('profile = "hes_did"', 'profile = "dmq_2015"'), "utf-8")
    assert exit_code(["run", str(job), "--month", "2019-11", "--quiet"]) == 0
    return folder


@pytest.mark.slow
def test_the_floor_links_what_the_job_links(linked: Path, tmp_path: Path) -> None:
    found = script.run(linked, tmp_path / "floor", "2019-11")
    records = calibration.records(linked / "out" / "current")

    assert (found["events"], found["linked"]) == (records["supplied"], records["matched"])
    assert {path.stem for path in (tmp_path / "floor").glob("*.parquet")} == {
        "links",
        "pathways",
        "events",
        "spells",
        "cips",
        "statistics",
    }


def test_the_published_table_adds_up() -> None:
    told = calibration.published()

    assert sum(step["records"] for step in told["steps"].values()) == told["total"] == 29_397_443
    assert round((told["supplied"] - told["unmatched"]) / told["supplied"], 4) == told["match_rate"]


def test_a_share_holds_within_its_bounds_and_not_beyond() -> None:
    told = {
        "total": 100,
        "steps": {"1A": {"records": 80, "within": 0.15}, "3": {"records": 20, "within": 0.5}},
    }
    found = {"matched": 1000, "1A": 690, "3": 310}
    lines = calibration.compared(found, told)

    assert [(line.step, line.holds) for line in lines] == [("1A", True), ("3", False)]


def test_each_section_of_the_floor_stands_beside_stages_of_the_job() -> None:
    """The cleaning of hospitals, keys and events beside its one section; the whole beside the whole."""
    stages = ("inputs", "hospital", "index", "keys", "events", "ranks", "resolve", "pathways", "statistics")
    ours = dict.fromkeys((*stages, "release", "whole"), 2.0)
    theirs = dict.fromkeys((*script.sections(Path("w"), "2019-11", Path("o")), "whole"), 1.0)
    told = {row[0]: row[3] for row in floor.compared([ours], [theirs])}

    assert told == dict.fromkeys((*theirs, "deterministic ranks"), "2.00") | {"standardise": "6.00"}
