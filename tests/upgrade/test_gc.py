"""`linkage gc` on a folder that was made before it: what goes, what stays known, and who is held no longer."""

import json
import shutil
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from linkage.release import journal
from linkage.release.layout import Layout
from linkage.release.removal.remains import keep_numbers
from tests.release.tree import tree
from tests.release.world import NOON
from tests.safety.strikes import OCTOBER, number, put_on_list, run
from tests.upgrade.conftest import unpacked
from tests.upgrade.test_made_before_methods import DECEMBER, MADE, job, told

__all__ = ["job"]

pytestmark = pytest.mark.slow


def whole(layout: Layout) -> dict[str, tuple[int, str]]:
    """All of the output folder but the note of who held the lock."""
    return {path: found for path, found in tree(layout.output).items() if "lock" not in path}


@pytest.fixture(scope="module")
def restated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """October restated twice: 0003 and 0004, each shared. To be copied."""
    job = unpacked(tmp_path_factory.mktemp("restated"), MADE)
    (job.parent / "DID_2019-12.csv").rename(job.parent / "later.csv")
    for letters in ("b", "bd"):
        put_on_list(job, *letters)
        assert run(job, OCTOBER, "--restate") == 0
    return job


def copied(job: Path, folder: Path) -> Path:
    """The same job in another folder."""
    shutil.copytree(job.parent, folder, symlinks=True)
    return folder / job.name


def test_what_was_shared_stays_known(
    restated: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The next month's report, and its shared numbers, are those of a folder in which nothing was removed."""
    cleared, untouched = (copied(restated, tmp_path / name) for name in ("cleared", "untouched"))
    found = told(capsys, "gc", str(cleared), "--keep", "1")
    assert list(found["removed"]) == ["0003"]
    assert found["kept"] == {
        "0001": ["signed off"],
        "0002": ["2019-11 was last shared with it"],
        "0004": ["shown to readers", "among the last 1", "2019-10 was last shared with it"],
    }
    numbers = []
    for one in (cleared, untouched):
        (one.parent / "later.csv").rename(one.parent / "DID_2019-12.csv")
        assert run(one, OCTOBER, "--restate") == 0
        assert run(one, DECEMBER) == 0
        folder = Layout(one.parent / "out").release("0006")
        numbers.append(
            [
                (folder / "report" / "shareable" / "statistics.csv").read_bytes(),
                (folder / "statistics" / "statistics.csv").read_bytes(),
            ]
        )
        assert exit_code(["releases", "verify", str(one)]) == 0
    assert numbers[0] == numbers[1]
    assert exit_code(["releases", "verify", str(cleared), "3"]) == 0
    assert "removed by `linkage gc`" in capsys.readouterr().out
    assert exit_code(["releases", "rollback", str(cleared), "3", "--reason", "why"]) == 2
    assert "removed by `linkage gc`" in capsys.readouterr().err


def test_a_dry_run_changes_nothing(
    restated: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And says what the run then does."""
    job = copied(restated, tmp_path / "job")
    layout = Layout(job.parent / "out")
    before = whole(layout)
    would = told(capsys, "gc", str(job), "--keep", "1", "--dry-run")
    assert whole(layout) == before
    did = told(capsys, "gc", str(job), "--keep", "1")

    assert {**would, "dry_run": False} == did
    assert told(capsys, "gc", str(job), "--keep", "1")["removed"] == {}
    assert list(told(capsys, "gc", str(job), "--keep", "1", "--also-shared")["removed"]) == ["0002"]


def test_who_opted_out_is_held_no_longer(
    restated: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Releases that hold them go, one that was signed off only when asked, the current one never."""
    job = copied(restated, tmp_path / "job")
    found = told(capsys, "gc", str(job), "--purge-opted-out", "--dry-run")
    assert list(found["removed"]) == ["0002"]
    assert found["kept"]["0001"] == ["signed off"]
    assert len(found["warnings"]) == 1 and "--include-approved" in found["warnings"][0]

    found = told(capsys, "gc", str(job), "--purge-opted-out", "--include-approved")
    assert list(found["removed"]) == ["0001", "0002"]
    assert told(capsys, "gc", str(job), "--purge-opted-out")["removed"] == {}
    assert exit_code(["releases", "verify", str(job)]) == 0

    put_on_list(job, "a")
    found = told(capsys, "gc", str(job), "--purge-opted-out")
    assert "0004" not in found["removed"]
    assert "run a month" in found["warnings"][-1]
    receipts = "".join(
        path.read_text("utf-8") for path in (job.parent / "out" / "state" / "receipts").iterdir()
    )
    assert json.dumps(number("b")) not in receipts and number("b") not in receipts


@pytest.mark.parametrize(
    "more",
    [
        ["--keep", "0"],
        ["--include-approved"],
        ["--purge-opted-out", "--also-shared"],
        ["--purge-opted-out", "--keep", "3"],
        ["--keep", "x"],
    ],
)
def test_what_is_refused(job: Path, more: list[str]) -> None:
    """Nothing is removed."""
    layout = Layout(job.parent / "out")
    before = whole(layout)

    assert exit_code(["gc", str(job), *more]) == 2

    assert {path: found for path, found in whole(layout).items() if path in before} == before


def test_a_gc_that_died(restated: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Doctor and verify say what it left, and the next one finishes that, whatever it is asked to keep."""
    job = copied(restated, tmp_path / "job")
    layout = Layout(job.parent / "out")
    keep_numbers(layout, "0003")
    facts = {"at": NOON.isoformat(), "why": "a test", "receipt_sha256": "0" * 64}
    journal.append(layout.journal, journal.REMOVING, "0003", **facts)
    for command, code, said in (
        (["doctor", str(job)], 0, "half removed release 0003"),
        (["releases", "verify", str(job), "3"], 7, "`linkage gc` again finishes that"),
        (["gc", str(job), "--dry-run"], 0, "had begun to remove it; that would be finished"),
        (["gc", str(job)], 0, "had begun to remove it; that is finished"),
        (["releases", "verify", str(job), "3"], 0, "removed by `linkage gc` on 2026-07-01"),
        (["releases", "list", str(job)], 0, "removed by gc on 2026-07-01"),
        (["releases", "show", str(job), "3"], 0, "removed by gc on 2026-07-01: only its numbers are left"),
    ):
        capsys.readouterr()
        assert exit_code(command) == code, command
        captured = capsys.readouterr()
        assert said in captured.out + captured.err, command
    assert not layout.release("0003").exists()
