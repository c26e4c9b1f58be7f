"""--wait lets another run end first, and says whom it waits for; 5 when the time is over."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from linkage.cli.options import USUAL_WAIT_SECONDS, with_usual_wait
from linkage.cli.surroundings import surroundings
from linkage.cli.telling.waiting import patiently
from linkage.errors import LockedError
from linkage.release.layout import Layout
from linkage.release.lock import hold, wait_until_free
from tests.release.test_lock import HOLDER
from tests.safety.small_job import MONTH, copied, published, small_job
from tests.structure.imports import ROOT

__all__ = ["published"]


@contextmanager
def held(output: Path, seconds: float = 60) -> Iterator[int]:
    """Another process holds an output folder for so long; gives its id."""
    program = HOLDER.replace("time.sleep(60)", f"time.sleep({seconds})")
    child = [sys.executable, "-c", program, str(output)]
    with subprocess.Popen(child, stdout=subprocess.PIPE, cwd=ROOT) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        try:
            yield other.pid
        finally:
            other.kill()


COMMANDS = (
    ["run", "JOB", "--month", MONTH, "--quiet"],
    ["report", "JOB", "--quiet"],
    ["releases", "rollback", "JOB", "1", "--reason", "why"],
    ["releases", "approve", "JOB", "1", "--by", "A. B.", "--note", "fit"],
)


def typed(command: list[str], job: Path) -> list[str]:
    """The command line for a job."""
    return [str(job) if word == "JOB" else word for word in command]


@pytest.mark.slow
def test_5_when_the_time_is_over(published: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every command that takes the lock; it names the process, first that it waits for it, then that it is there."""
    job = copied(published, tmp_path)
    with held(tmp_path / "out") as process:
        for command in COMMANDS:
            capsys.readouterr()
            assert exit_code([*typed(command, job), "--wait", "1"]) == 5
            told = capsys.readouterr().err
            assert f"warning: another run (process {process} on " in told and "waiting for it to end" in told
            assert f"error: another run (process {process} on " in told and "after 1 seconds" in told


def test_who_waits_long_enough_is_let_in(
    published: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And does what it would have done."""
    job = copied(published, tmp_path)
    with held(tmp_path / "out", 1.5):
        assert exit_code([*typed(COMMANDS[0], job), "--wait", "30"]) == 0
    assert "nothing to do" in capsys.readouterr().out


def test_without_wait_nobody_waits(
    published: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """But for the second that another run may take to end; the message names the option."""
    job = copied(published, tmp_path)
    with held(tmp_path / "out"):
        began = time.monotonic()
        assert exit_code(typed(COMMANDS[0], job)) == 5
        assert time.monotonic() - began < 10
    assert "or give --wait" in capsys.readouterr().err


def test_nothing_is_made_where_there_is_nothing_to_wait_for(tmp_path: Path) -> None:
    """A folder that nobody has begun is free."""
    wait_until_free(Layout(tmp_path / "out"), 5, time.monotonic, lambda _: None)
    assert not (tmp_path / "out").exists()


def test_a_wrong_job_is_told_before_any_wait(tmp_path: Path) -> None:
    """Nobody waits an hour for a slip of the pen."""
    job = small_job(tmp_path, "[duckdb]\nthreads = 0\n")
    began = time.monotonic()
    assert exit_code(["run", str(job), "--month", MONTH, "--wait"]) == 2
    assert time.monotonic() - began < 5


def test_another_who_was_quicker_is_waited_for_too(tmp_path: Path) -> None:
    """The command looks at everything anew once it is let in; it is done once."""
    layout, tries, around = Layout(tmp_path / "out"), list[int](), surroundings(quiet=True)

    def act() -> str:
        tries.append(1)
        if len(tries) < 3:
            raise LockedError("another run was quicker")
        return "done"

    assert patiently(act, layout, 30, around) == "done"
    assert len(tries) == 3
    tries.clear()
    with pytest.raises(LockedError):
        patiently(act, layout, 0, around)


def test_whom_it_waits_for_is_told_once(tmp_path: Path) -> None:
    """However often it looks."""
    layout, told, freed = Layout(tmp_path / "out"), list[str](), threading.Event()

    def other() -> None:
        with hold(layout):
            begun.set()
            freed.wait(10)

    begun = threading.Event()
    thread = threading.Thread(target=other)
    thread.start()
    begun.wait(10)
    threading.Timer(0.6, freed.set).start()
    wait_until_free(layout, 30, time.monotonic, told.append)
    thread.join()

    assert len(told) == 1 and "for 30 seconds at most" in told[0]


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("run job.toml --wait", f"run job.toml --wait={USUAL_WAIT_SECONDS}"),
        ("run --wait job.toml", f"run --wait={USUAL_WAIT_SECONDS} job.toml"),
        ("run --wait --json job.toml", f"run --wait={USUAL_WAIT_SECONDS} --json job.toml"),
        ("run --wait 60 job.toml", "run --wait 60 job.toml"),
        ("run --wait=60 job.toml", "run --wait=60 job.toml"),
        ("run --wait 1.5", "run --wait 1.5"),
        ("run job.toml", "run job.toml"),
    ],
)
def test_seconds_may_be_left_out(line: str, meant: str) -> None:
    """Then an hour is meant; what is no number is the next word."""
    assert with_usual_wait(line.split()) == meant.split()
