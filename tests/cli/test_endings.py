"""Every way a command can end is an exit code that a scheduler can act on, and one line that shows no value."""

import errno
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from linkage.cli.main import Terminated, exit_code
from linkage.errors import (
    ChangedError,
    GateError,
    InputError,
    IntegrityError,
    LinkageError,
    LockedError,
    ResourceError,
)

SLOW_PROGRAM = """
import signal
import time
import linkage.cli.asked.world
from linkage.cli.main import main

def make_world(*_):
    print("begun", flush=True)
    time.sleep(60)

linkage.cli.asked.world.make_world = make_world
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)  # a background shell has the tests ignore it
main()
"""


@pytest.mark.parametrize(
    ("problem", "code", "told"),
    [
        (LinkageError("what, where, what next"), 1, "error: what, where, what next\n"),
        (InputError("what, where, what next"), 3, "error: what, where, what next\n"),
        (GateError("what, where, what next"), 4, "error: what, where, what next\n"),
        (LockedError("what, where, what next"), 5, "error: what, where, what next\n"),
        (ResourceError("what, where, what next"), 6, "error: what, where, what next\n"),
        (IntegrityError("what, where, what next"), 7, "error: what, where, what next\n"),
        (ChangedError("what, where, what next"), 8, "error: what, where, what next\n"),
        (OSError(errno.ENOSPC, "9990000018"), 6, "error: memory or disk ran out"),
        (MemoryError("9990000018"), 6, "error: memory or disk ran out"),
        (OSError(errno.EFBIG, "9990000018"), 6, "error: memory or disk ran out, or a file may not grow"),
        (OSError(errno.EACCES, "9990000018"), 6, "error: the machine refused: permission denied"),
        (OSError(errno.EROFS, "9990000018"), 6, "error: the machine refused: read-only file system"),
        (OSError(errno.ENAMETOOLONG, "9990000018"), 2, "error: file name too long; correct the path"),
        (RuntimeError("can't start new thread"), 6, "error: memory or disk ran out"),
        (ImportError("9990000018", name="duckdb"), 1, "error: the library duckdb cannot be loaded"),
        (RecursionError("9990000018"), 1, "error: unexpected RecursionError"),
        (KeyError("9990000018"), 1, "error: unexpected KeyError"),
        (KeyboardInterrupt(), 130, "interrupted"),
        (Terminated(), 143, "terminated"),
    ],
)
def test_an_ending(
    problem: BaseException,
    code: int,
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The code, one line on stderr, nothing on stdout."""

    def ends(*_: object) -> None:
        raise problem

    monkeypatch.setattr("linkage.cli.asked.world.make_world", ends)

    assert exit_code(["synth", str(tmp_path / "world")]) == code
    captured = capsys.readouterr()
    assert captured.err.strip().startswith(told.strip())
    assert captured.err.strip().count("\n") == 0
    assert captured.out == ""
    assert "9990000018" not in captured.err


@pytest.mark.parametrize(
    ("number", "code", "kind"),
    [
        (signal.SIGTERM, 143, "Terminated"),
        (signal.SIGINT, 130, "Interrupted"),
        (signal.SIGHUP, 129, "HungUp"),
    ],
)
def test_a_signal_ends_the_program(number: signal.Signals, code: int, kind: str, tmp_path: Path) -> None:
    """As a scheduler, a person or a connection that is lost stops it: a code, a line, and an object for --json."""
    with subprocess.Popen(
        [sys.executable, "-c", SLOW_PROGRAM, "synth", str(tmp_path / "world"), "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "begun\n"
        time.sleep(0.1)
        os.kill(program.pid, number)
        result, told = program.communicate(timeout=30)

    assert program.returncode == code
    assert "the last release is as it was" in told
    assert "Traceback" not in told
    error = json.loads(result)["error"]
    assert (error["code"], error["kind"], error["message"]) == (code, kind, told.strip())
