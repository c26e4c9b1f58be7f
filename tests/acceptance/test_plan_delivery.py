"""What `linkage plan` tells of a delivery is what a run then does, month by month; and it writes nothing."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from linkage.cli.main import exit_code
from tests.acceptance.test_plan import stamped
from tests.report.test_revisions import add_rows
from tests.safety import strikes
from tests.safety.strikes import NOVEMBER, OCTOBER

pytestmark = pytest.mark.slow

DECEMBER = "2019-12"
NOT_READ = "hospital files have changed: whom that concerns is known once the run has read them"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """October and November published."""
    job = strikes.write_job(tmp_path_factory.mktemp("made") / "job", "[gates]\njudged_from_events = 1\n")
    assert exit_code(["run", str(job), "--months", f"{OCTOBER}..{NOVEMBER}", "--quiet"]) == 0
    return job


@pytest.fixture
def job(made: Path, tmp_path: Path) -> Path:
    """A copy of it, to be given another delivery."""
    shutil.copytree(made.parent, tmp_path / "job", symlinks=True)
    return tmp_path / "job" / made.name


def planned(job: Path, capsys: pytest.CaptureFixture[str], *asked: str) -> dict[str, Any]:
    """The plan as JSON; nothing is written."""
    (found,) = plans(job, capsys, *asked)
    return found


def plans(job: Path, capsys: pytest.CaptureFixture[str], *asked: str) -> list[dict[str, Any]]:
    """The plan of each month that is asked for."""
    before = stamped(job.parent)
    capsys.readouterr()
    assert exit_code(["plan", str(job), *asked, "--json", "--quiet"]) == 0
    assert stamped(job.parent) == before
    found = json.loads(capsys.readouterr().out)
    return found if isinstance(found, list) else [found]


def done(job: Path, capsys: pytest.CaptureFixture[str], *asked: str) -> dict[str, Any]:
    """A run's JSON."""
    capsys.readouterr()
    assert exit_code(["run", str(job), *asked, "--json", "--quiet"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def without_links(delivery: dict[str, Any]) -> dict[str, Any]:
    """A delivery but for what became of links, and how many hospital records there are, which no plan knows."""
    months = {month: {**change, "links": None} for month, change in delivery["months"].items()}
    return {**delivery, "months": months, "records": {}}


def second_delivery(job: Path) -> None:
    """Two late events of October, one of November moved to October; one of November is on the opt-out list."""
    november = job.parent / f"DID_{NOVEMBER}.csv"
    lines = november.read_text("utf-8").splitlines()
    moved = next(line for line in lines if line.endswith(",f4"))
    november.write_text("\n".join(line for line in lines if line != moved) + "\n", "utf-8")
    add_rows(job, OCTOBER, ("e7", "f4"))
    strikes.put_on_list(job, "c")


def test_what_is_planned_is_what_is_done(job: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of a delivery with events late and moved and a new opt-out: refused, then asked for with --changed."""
    second_delivery(job)
    refused, plan = (planned(job, capsys, *asked) for asked in (("--month", OCTOBER), ("--changed",)))

    assert (refused["would_end_with"], refused["affected"]) == (8, [OCTOBER])
    assert (plan["would_end_with"], plan["month"], plan["affected"]) == (None, None, [])
    assert plan["standing"]["told"] == f"{OCTOBER} would be made again, in one release"
    assert plan["delivery"]["months"][OCTOBER]["rows"]["new"] == 2
    assert plan["delivery"]["months"][NOVEMBER]["rows"]["moved"] == 1
    assert (plan["delivery"]["opt_outs"], plan["delivery"]["opt_outs_before"]) == (1, 0)
    assert planned(job, capsys, "--changed", "--except", OCTOBER)["affected"] == [OCTOBER]
    run = done(job, capsys, "--changed")
    assert without_links(run["delivery"]) == plan["delivery"]
    assert run["struck"] == plan["struck"] != {}
    assert run["made_again"] == [] and run["month"] == OCTOBER
    after = planned(job, capsys, "--changed")
    assert after["standing"]["told"].endswith("nothing to do") and not after["struck"]


def test_hospital_files_that_no_run_has_read(job: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whom they concern is said once the index of a run lies there; a month with new events is known all the same."""
    hospital = job.parent / "HES_newer.txt"
    someone = strikes.apc_row(91, {"person": "Z", "number": "z"})
    hospital.write_text(hospital.read_text("utf-8") + "|".join(someone) + "\n", "utf-8")
    plan = planned(job, capsys, "--month", OCTOBER)
    assert exit_code(["plan", str(job), "--month", OCTOBER, "--quiet"]) == 0
    told = capsys.readouterr().out

    assert (
        plan["standing"]["told"]
        == f"{OCTOBER} is published in release 0002 and its events are as they were; {NOT_READ}"
    )
    assert f"not looked at: {OCTOBER}, {NOVEMBER}: {NOT_READ}" in told
    assert (plan["would_end_with"], plan["index_is_kept"], plan["delivery"]["people"]) == (None, False, None)
    assert not plan["delivery"]["months"][OCTOBER]["is_looked_at"]
    add_rows(job, NOVEMBER, ("f7",))
    assert planned(job, capsys, "--month", NOVEMBER)["would_end_with"] == 8


def test_hospital_files_that_a_run_has_read(
    job: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run refused and left its index: now the plan tells whom they concern, unless that is too large."""
    hospital = job.parent / "HES_newer.txt"
    holder = strikes.apc_row(92, {"person": "X", "number": "x"})
    hospital.write_text(hospital.read_text("utf-8") + "|".join(holder) + "\n", "utf-8")
    assert planned(job, capsys, "--month", OCTOBER)["would_end_with"] is None
    assert strikes.run(job, OCTOBER) == 8

    plan = planned(job, capsys, "--month", OCTOBER)
    assert plan["would_end_with"] == 8
    assert plan["standing"]["changed"] == ["1 identities whose possible people have changed"]
    assert (plan["delivery"]["people_before"], plan["delivery"]["people"]) == (5, 6)
    assert all(change["is_looked_at"] for change in plan["delivery"]["months"].values())

    def too_large(*_: object) -> bool:
        return False

    monkeypatch.setattr("linkage.commands.plan.delivery_plan.load_index", too_large)
    small = planned(job, capsys, "--month", OCTOBER)
    assert (small["would_end_with"], small["delivery"]["people"]) == (None, None)
    assert NOT_READ in small["standing"]["told"]


def test_a_range_and_the_latest_month(job: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A plan for each month, or for the newest that is not published; nothing before the first release."""
    add_rows_of_december(job)
    both = plans(job, capsys, "--months", f"{NOVEMBER}..{DECEMBER}")
    latest = planned(job, capsys, "--month", "latest")
    assert exit_code(["plan", str(job), "--months", f"{NOVEMBER}..{DECEMBER}", "--quiet"]) == 0
    told = capsys.readouterr().out.splitlines()

    assert [(one["month"], one["standing"]["published"]) for one in both] == [
        (NOVEMBER, True),
        (DECEMBER, False),
    ]
    assert latest["month"] == DECEMBER and latest["standing"]["is_linked"] is True
    assert told[0].endswith("nothing has changed: nothing to do") and told[1].startswith(f"{DECEMBER} is new")
    assert (
        planned(job, capsys, "--month", OCTOBER, "--restate")["delivery"]["months"][OCTOBER]["done"]
        == "linked"
    )


def add_rows_of_december(job: Path) -> None:
    """A file of another month."""
    source = (job.parent / f"DID_{NOVEMBER}.csv").read_text("utf-8")
    rows = source.replace(NOVEMBER, DECEMBER).replace(",f", ",g")
    (job.parent / f"DID_{DECEMBER}.csv").write_text(rows, "utf-8")


@pytest.mark.parametrize(
    ("asked", "code", "told"),
    [
        (("--changed",), 2, "nothing is published yet, so nothing can have changed"),
        ((), 2, "say which month"),
        (("--month", OCTOBER, "--months", "2019-10..2019-11"), 2, "not both"),
        (("--months", "2019-11"), 2, "the first month and the last"),
        (("--changed", "--sql", "all"), 2, "--sql needs the month"),
        (("--month", OCTOBER, "--except", NOVEMBER), 2, "give --changed too"),
    ],
)
def test_what_cannot_be_planned(
    tmp_path: Path, asked: tuple[str, ...], code: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """As a run would refuse it."""
    job = strikes.write_job(tmp_path / "job")

    assert exit_code(["plan", str(job), *asked, "--quiet"]) == code
    assert told in " ".join(capsys.readouterr().err.replace("│", " ").split())
