"""`linkage plan`: what a run would do, with nothing written."""

import json
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from tests.acceptance.conftest import MONTH, world


def stamped(folder: Path) -> dict[str, tuple[int, int]]:
    """Size and time of change of everything below a folder, the folders too."""
    return {
        str(path.relative_to(folder)): (path.lstat().st_size, path.lstat().st_mtime_ns)
        for path in (folder, *sorted(folder.rglob("*")))
    }


def planned(job: Path, capsys: pytest.CaptureFixture[str], month: str = MONTH) -> dict[str, object]:
    """The plan as JSON."""
    capsys.readouterr()
    assert exit_code(["plan", str(job), "--month", month, "--json", "--quiet"]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_a_plan_of_a_new_world_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    job = world(tmp_path / "world", people=300)
    before = stamped(tmp_path)
    found = planned(job, capsys)

    assert stamped(tmp_path) == before
    assert found["month_standing"] == "new"
    assert str(found["model"]).startswith("none to use") and "linkage train" in str(found["model"])
    assert found["index"] == "to be made from the HES files"
    assert {file["standing"] for file in found["files"]} == {"new"}  # type: ignore[attr-defined]


def test_a_plan_of_a_published_month_writes_nothing_and_has_nothing_to_do(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = stamped(own.parent)
    found = planned(own, capsys)
    counts = json.loads((own.parent / "out" / "current" / "manifest.json").read_text())["counts"]

    assert stamped(own.parent) == before
    assert "nothing to do" in str(found["month_standing"])
    assert found["months"] == {MONTH: counts["events"]}
    assert found["months_not_published"] == []
    assert found["index"] == "kept from an earlier run"
    assert len(found["blocks"]) == 4 and any(block["pairs"] for block in found["blocks"])  # type: ignore[arg-type,attr-defined]


def test_a_plan_counts_what_the_files_hold(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for file in planned(own, capsys)["files"]:  # type: ignore[attr-defined]
        path = own.parent / file["path"]
        assert file["lines"] == path.read_bytes().count(b"\n")
        assert file["bytes"] == path.stat().st_size
        assert len(file["sha256"]) == 64


def test_a_changed_file_and_a_new_month_are_told(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = min((own.parent / "did").glob("*.csv"))
    fields = file.read_text().splitlines()[-1].split(",")
    fields[10] = fields[11] = fields[12] = "2019-10-15"
    fields[15], fields[17] = "2019-10-16", "OTHERMONTH"
    file.write_text(file.read_text() + ",".join(fields) + "\n")
    found = planned(own, capsys)

    assert found["needs_restate"] is True
    assert "inputs" in str(found["month_standing"])
    assert found["months_not_published"] == ["2019-10"]
    assert exit_code(["plan", str(own), "--month", MONTH, "--quiet"]) == 0
    told = capsys.readouterr().out
    assert "--restate" in told and "not published yet" in told and "changed" in told


def test_a_lost_key_is_not_made_again(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = own.parent / "out" / "state" / "pseudonym.key"
    key.unlink()

    assert exit_code(["plan", str(own), "--month", MONTH, "--quiet"]) == 2
    assert "restore it from a backup" in capsys.readouterr().err
    assert not key.exists()


def test_a_plan_ends_as_a_run_would(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for file in (own.parent / "did").iterdir():
        file.unlink()

    assert exit_code(["plan", str(own), "--month", MONTH]) == 3
    assert "did.paths: no file matches" in capsys.readouterr().err
