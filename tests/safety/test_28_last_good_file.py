"""A file that replaces its provider's month: what it no longer holds is withdrawn, told, counted and struck."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from linkage.cli.main import exit_code
from tests.inputs.sample import text
from tests.layouts.nested import SECOND
from tests.safety.small_job import MONTH, small_job

pytestmark = pytest.mark.slow

MONTHLY = 'replace = "month"\n'
NAMES = tuple(SECOND)


def line(n: int, site: str = "RXX01", *, day: str = "05") -> list[str]:
    """A record of version 2, of a person that the hospital file has."""
    said = {
        **SECOND,
        "NHS NUMBER": f"999{n:07d}",
        "CODED PROCEDURE END TIMESTAMP": f"2019-11-{day}T23:30:00Z",
        "DIAGNOSTIC TEST REQUEST TIMESTAMP": "2019-10-05T09:00:00+01:00",
        "SERVICE REPORT ISSUE TIMESTAMP": "2019-11-30T09:00:00Z",
        "SITE CODE (OF IMAGING)": site,
        "RADIOLOGICAL ACCESSION NUMBER": f"A{n}",
    }
    return [said[name] for name in NAMES]


def put(job: Path, name: str, rows: Sequence[list[str]]) -> None:
    """A file of version 2."""
    (job.parent / "did" / name).write_bytes(text([list(NAMES), *rows]))


@pytest.fixture
def job(tmp_path: Path) -> Path:
    """40 events of two providers, in one provisional file of version 2."""
    path = small_job(tmp_path)
    shutil.rmtree(tmp_path / "did")
    (tmp_path / "did").mkdir()
    path.write_text(path.read_text("utf-8").replace("[did]\n", '[did]\nlayout = "did_v2_csv"\n'), "utf-8")
    put(
        path,
        "DIDS_201912_provisional.csv",
        [*map(line, range(30)), *(line(n, "RYY01") for n in range(30, 40))],
    )
    return path


def ran(job: Path, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, dict[str, Any], str]:
    """Exit code, result and what was logged of a run."""
    capsys.readouterr()
    code = exit_code(["run", str(job), "--month", MONTH, "--json", *more])
    printed = capsys.readouterr()
    return code, json.loads(printed.out or "{}"), printed.err


def manifest(job: Path) -> dict[str, Any]:
    """Of the current release."""
    found: dict[str, Any] = json.loads((job.parent / "out" / "current" / "manifest.json").read_text("utf-8"))
    return found


def test_a_later_file_is_all_there_is_of_a_month(job: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What it lacks is withdrawn, in the plan as in the run; the other provider stays; the ledger balances."""
    assert ran(job, capsys)[0] == 0
    assert manifest(job)["counts"]["events"] == 40
    put(job, "DIDS_202001_provisional.csv", [line(n) for n in range(3, 30)])

    assert exit_code(["plan", str(job), "--month", MONTH]) == 0
    planned = capsys.readouterr()
    assert "did/DIDS_201912_provisional.csv" in planned.out
    rows = [row.split() for row in planned.out.splitlines() if row.startswith("  did/DIDS_201912")]
    assert rows == [["did/DIDS_201912_provisional.csv", "27", "0", "3"]]
    assert "another file takes the place of its provider's month ([did] replace): 3 of 40 rows" in planned.err

    code, _, told = ran(job, capsys, "--restate")
    after = manifest(job)
    read = {file["path"]: file for file in after["inputs"] if file["dataset"] == "did"}
    assert code == 0 and "3 of 40 rows" in told
    assert after["counts"]["events"] == 37
    assert after["counts"]["superseded"] == 30
    assert read["did/DIDS_201912_provisional.csv"]["rows_superseded"] == 27
    assert read["did/DIDS_201912_provisional.csv"]["rows_withdrawn"] == 3


def test_what_is_withdrawn_is_struck_unless_it_is_too_much(
    job: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As of a file sent again: up to [did] max_withdrawn_share, and beyond it the events stay and it is said."""
    assert ran(job, capsys)[0] == 0
    put(job, "DIDS_202001_provisional.csv", [line(n) for n in range(3, 30)])
    assert exit_code(["run", str(job), "--changed", "--quiet"]) == 0
    assert manifest(job)["counts"]["events"] == 37

    put(job, "DIDS_202002_provisional.csv", [line(n) for n in range(20, 30)])
    capsys.readouterr()
    assert exit_code(["run", str(job), "--changed", "--quiet"]) == 0
    assert manifest(job)["counts"]["events"] == 37


def test_a_final_submission_stays(job: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By its name, or by the patterns of the job: what comes later and is provisional does not count."""
    put(
        job, "DIDS_201911_final.csv", [line(n) for n in range(30)] + [line(n, "RYY01") for n in range(30, 35)]
    )
    assert ran(job, capsys)[0] == 0
    assert manifest(job)["counts"]["events"] == 35

    job.write_text(
        job.read_text("utf-8").replace("[did]\n", '[did]\nfinal_files = ["did/*_provisional.csv"]\n'), "utf-8"
    )
    assert ran(job, capsys)[0] == 8
    assert ran(job, capsys, "--restate")[0] == 0
    assert manifest(job)["counts"]["events"] == 40


def test_version_1_replaces_rows_unless_it_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Saying what holds anyway changes nothing of a published month; the other rule does."""
    job = small_job(tmp_path)
    assert ran(job, capsys)[0] == 0
    said = job.read_text("utf-8")
    job.write_text(said.replace("[did]\n", '[did]\nreplace = "rows"\n'), "utf-8")
    assert ran(job, capsys)[0] == 0
    assert manifest(job)["release"] == "0001"
    job.write_text(said.replace("[did]\n", f"[did]\n{MONTHLY}"), "utf-8")
    assert ran(job, capsys)[0] == 8


def test_kept_parts_give_the_same(job: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the cache and without it."""
    put(job, "DIDS_202001_provisional.csv", [line(n) for n in range(3, 30)])
    assert ran(job, capsys)[0] == 0
    kept = manifest(job)
    shutil.rmtree(job.parent / "out" / "cache")
    assert ran(job, capsys, "--restate")[0] == 0
    again = manifest(job)

    assert again["counts"] == kept["counts"]
    assert again["inputs"] == kept["inputs"]
