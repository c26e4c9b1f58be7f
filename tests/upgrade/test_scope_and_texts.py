"""What an earlier version shared as national, and what it let people write, under this one."""

import csv
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from linkage.release.record.manifest import read_manifest
from tests.report.told import PageText
from tests.upgrade.conftest import GoneOn

pytestmark = pytest.mark.slow


def shared(job: Path, place: str) -> list[dict[str, str]]:
    """The numbers of a shareable report."""
    with (job.parent / "out" / place / "statistics.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def of_month(rows: list[dict[str, str]], month: str) -> list[dict[str, str]]:
    """The numbers of a month, but for the rule, whose name is longer now, what later versions add, and the change."""
    return [
        {name: told for name, told in row.items() if name not in {"rule", "from_release"}}
        for row in rows
        if row["period"] == month and row["table"] != "change"
    ]


def page(job: Path, place: str) -> str:
    """A page as text."""
    return PageText((job.parent / "out" / place / "index.html").read_text("utf-8")).text


def test_the_first_run_says_what_is_controlled_now(gone_on: GoneOn) -> None:
    """And how to declare; the months before keep the numbers they were shared with, and the sign-off stays inside."""
    warned, old_job = gone_on.told, gone_on.job
    rows = shared(old_job, "current/report/shareable")
    before = shared(old_job, "releases/0002/report/shareable")

    assert "an earlier version took every job for national" in warned
    assert 'put scope = "national" under [outputs]' in warned
    assert {row["control"] for row in rows if row["period"] == "2019-11"} == {"rounded", "suppressed"}
    for month in ("2019-09", "2019-10"):
        kept = [row for row in of_month(before, month) if row["table"] == "first_publication"]
        assert of_month(rows, month) == kept
    assert {row["rule"] for row in rows if row["period"] < "2019-11"} == {"hes_2018, national"}
    assert set(read_manifest(old_job.parent / "out/releases/0003/manifest.json").scopes) == {"2019-11"}
    assert "A. Signer" in page(old_job, "current/report")
    outside = page(old_job, "current/report/shareable")
    assert "release 0001 on 2026-" in outside
    assert not {"A. Signer", "fit for use"} & set(outside.replace(":", "\n").split("\n"))
    assert "A. Signer" not in outside


def test_a_month_shared_as_national_is_restated(old_job: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is published; what was shared of it stands, and the remedy is told."""
    before = of_month(shared(old_job, "releases/0002/report/shareable"), "2019-10")
    old_job.write_text(old_job.read_text("utf-8") + '\n[report]\nrevisions = ["2019-10"]\n', "utf-8")

    assert exit_code(["run", str(old_job), "--month", "2019-10", "--quiet", "--restate"]) == 0
    assert "2019-10 was shared as national before" in capsys.readouterr().err
    assert of_month(shared(old_job, "current/report/shareable"), "2019-10") == before
    assert "Numbers as first shared with release 0002." in page(old_job, "current/report/shareable")


def test_a_report_of_an_old_release_has_the_numbers_it_was_shared_with(old_job: Path) -> None:
    """Made again beside the releases."""
    before = of_month(shared(old_job, "releases/0002/report/shareable"), "2019-10")

    assert exit_code(["report", str(old_job), "0002", "--shareable"]) == 0
    assert of_month(shared(old_job, "reports/0002/shareable"), "2019-10") == before
    assert "A. Signer" not in page(old_job, "reports/0002/shareable")
