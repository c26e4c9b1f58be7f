"""The output folder of an earlier version: adopted, read and verified, with what it could not know said so."""

import shutil
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from linkage.release import journal
from linkage.release.adoption import MARKER
from linkage.release.layout import Layout

pytestmark = pytest.mark.slow


def test_it_is_looked_at_without_being_marked(old_job: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Commands that only read leave no mark; secure files of that version have no digests, which is no fault."""
    out = old_job.parent / "out"
    for command in (["releases", "list"], ["releases", "verify"], ["doctor"]):
        assert exit_code([*command, str(old_job)]) == 0
    assert "secure/0002: not known" in capsys.readouterr().out
    assert not (out / MARKER).exists()


@pytest.mark.parametrize(
    "lost", [(), ("releases", "secure", "current", "current.txt", "state/journal.jsonl")]
)
def test_it_is_adopted(lost: tuple[str, ...], old_job: Path) -> None:
    """By its journal; and one in which only a model was trained, by the note of who held the lock."""
    layout = Layout(old_job.parent / "out")
    for name in lost:
        path = layout.output / name
        for inner in path.rglob("*") if path.is_dir() and not path.is_symlink() else ():
            inner.chmod(0o700)
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    layout.create()
    assert (layout.output / MARKER).is_file()


def test_its_link_that_was_lost_is_mended(old_job: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The message names the release that was shown last, and the command works; its journal goes on."""
    layout = Layout(old_job.parent / "out")
    layout.current_link.unlink()
    assert exit_code(["run", str(old_job), "--month", "2019-11", "--quiet"]) == 7
    assert "rollback JOB 0002" in capsys.readouterr().err
    assert exit_code(["releases", "rollback", str(old_job), "0002", "--reason", "lost"]) == 0
    assert journal.faults(layout.journal) == []
    assert exit_code(["releases", "verify", str(old_job)]) == 0


def test_a_folder_whose_state_was_lost_can_be_marked_by_hand(
    old_job: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Refused with the command that says whose it is."""
    out = old_job.parent / "out"
    shutil.rmtree(out / "state")
    assert exit_code(["run", str(old_job), "--month", "2019-11", "--quiet"]) == 2
    assert f"touch {out / MARKER}" in capsys.readouterr().err
    (out / MARKER).touch()
    Layout(out).create()
