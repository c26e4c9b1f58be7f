"""Releases without a valid pointer are an error with its remedy, for every command: never a fresh start."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from linkage.release import journal
from linkage.release.layout import Layout
from linkage.release.shown import shown
from tests.safety.small_job import MONTH, copied, published, run

pytestmark = pytest.mark.slow

__all__ = ["published"]


def gone(out: Path) -> None:
    """The link is not there."""
    (out / "current").unlink()


def both_gone(out: Path) -> None:
    """Nor is the text beside it."""
    gone(out)
    (out / "current.txt").unlink()


def astray(out: Path) -> None:
    """The link leads to something else."""
    gone(out)
    (out / "current").symlink_to("work")


def to_another_output(out: Path) -> None:
    """The link leads to a release of another folder."""
    shutil.copytree(out, out.parent / "other", symlinks=True)
    gone(out)
    (out / "current").symlink_to(out.parent / "other" / "releases" / "0001")


def to_nothing(out: Path) -> None:
    """The link leads to a release that never was."""
    gone(out)
    (out / "current").symlink_to("releases/0009")


def a_folder(out: Path) -> None:
    """A copy that followed links made a folder of it."""
    gone(out)
    shutil.copytree(out / "releases" / "0001", out / "current")


def releases_gone(out: Path) -> None:
    """The journal tells of a release, and none is there."""
    both_gone(out)
    for path in (out / "releases" / "0001", *(out / "releases" / "0001").rglob("*")):
        path.chmod(0o700)
    shutil.rmtree(out / "releases" / "0001")


MENDED = pytest.mark.parametrize("spoil", [gone, both_gone, astray, to_another_output, to_nothing])


@pytest.mark.parametrize(
    "spoil", [gone, both_gone, astray, to_another_output, to_nothing, a_folder, releases_gone]
)
def test_every_command_says_so(
    spoil: Callable[[Path], None], published: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 7 with what mends it, and nothing is published, removed or put right in silence."""
    job = copied(published, tmp_path)
    out = tmp_path / "out"
    spoil(out)
    names = sorted(path.relative_to(out).as_posix() for path in out.rglob("*"))
    for command in (
        ["run", str(job), "--month", MONTH, "--quiet"],
        ["run", str(job), "--month", "2019-12", "--quiet"],
        ["plan", str(job), "--month", MONTH, "--quiet"],
        ["doctor", str(job)],
        ["releases", "list", str(job)],
        ["releases", "show", str(job)],
        ["releases", "verify", str(job)],
        ["report", str(job)],
        ["report", str(job), "0001"],
    ):
        assert exit_code(command) == 7, command
        captured = capsys.readouterr()
        told = captured.err if command[0] != "doctor" else captured.out
        assert "rollback" in told or "from a backup" in told, command
        assert "Traceback" not in captured.err and "Problem(" not in told
    assert sorted(path.relative_to(out).as_posix() for path in out.rglob("*")) == names


@MENDED
def test_rollback_mends_it(
    spoil: Callable[[Path], None], published: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the command that the message named; the journal keeps the reason, and all is whole again."""
    job = copied(published, tmp_path)
    spoil(tmp_path / "out")
    told = ["releases", "rollback", str(job), "0001", "--reason", "the link was lost"]

    assert exit_code(told) == 0
    assert exit_code(["releases", "verify", str(job)]) == 0
    assert exit_code(["doctor", str(job)]) == 0
    assert "nothing to do" not in capsys.readouterr().out
    layout = Layout(tmp_path / "out")
    assert shown(layout) == "0001"
    assert layout.current_text.read_text("utf-8") == "releases/0001\n"
    assert journal.entries(layout.journal)[-1]["reason"] == "the link was lost"
    assert exit_code(told) == 0
    assert "nothing to do" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("number", "reason", "code"),
    [
        ("0009", "why", 2),
        ("0001", "", 2),
        ("0001", "two\nlines", 2),
        ("../0001", "why", 2),
        ("0001", "why", 7),
    ],
)
def test_what_rollback_refuses(number: str, reason: str, code: int, published: Path, tmp_path: Path) -> None:
    """No such release, no reason in one line, or a release that is not as it was published."""
    job = copied(published, tmp_path)
    out = tmp_path / "out"
    gone(out)
    if code == 7:
        page = out / "releases" / "0001" / "report" / "index.html"
        page.chmod(0o600)
        page.write_text("spoilt")
    assert exit_code(["releases", "rollback", str(job), number, "--reason", reason]) == code
    assert not (out / "current").is_symlink()


def test_a_first_run_that_died_before_its_switch_is_no_lost_pointer(published: Path, tmp_path: Path) -> None:
    """The journal has no line of its publication: what it left is cleared, and the month published."""
    job = copied(published, tmp_path)
    layout = Layout(tmp_path / "out")
    both_gone(layout.output)
    started = layout.journal.read_bytes().split(b"\n")[0]
    layout.journal.write_bytes(started + b"\n")
    run(job)
    assert layout.current() == "0002"
    assert layout.published() == ("0002",)
