"""Progress is for a person at a terminal: what is being done and how fast; a pipe hears nothing."""

import io
import os
import pty
import re
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress

import pytest

from linkage.files import ending
from linkage.session import progress
from tests.cli.screen import Screen
from tests.structure.imports import ROOT

HIDE, SHOW = "\x1b[?25l", "\x1b[?25h"
MOVES = re.compile(r"(\x1b\[\??\d*[A-Za-z]|\r|\n)")
"""What is sent to a terminal beside text."""
STEP = """
import signal, time
from linkage.files import ending
from linkage.cli.surroundings import surroundings

signal.signal(signal.SIGINT, signal.default_int_handler)  # a background shell has the tests ignore it
ending.watch()
with surroundings().progress.step("inputs"):
    print("result", flush=True)
    time.sleep(60)
"""


@pytest.fixture(autouse=True)
def usual_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the tests are started from."""
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")


def left_on(written: str) -> list[str]:
    """The lines that a terminal shows in the end, but for empty ones."""
    lines, at = [""], 0
    for part in MOVES.split(written):
        match part:
            case "\n":
                at += 1
                lines += [""] * (at == len(lines))
            case "\x1b[1A":
                at -= 1
            case "\x1b[2K":
                lines[at] = ""
            case "\r" | "\x1b[?25l" | "\x1b[?25h":
                pass
            case text:
                assert "\x1b" not in text
                lines[at] += text
    return [line for line in lines if line]


class Clock:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        """Noon."""
        self.now = 100.0

    def __call__(self) -> float:
        """The time."""
        return self.now


def test_a_long_step_is_told_with_its_rate() -> None:
    """Rows, seconds, rows a second."""
    screen, clock = Screen(), Clock()

    with progress.for_stream(screen, clock, quiet=False).step("inputs") as step:
        step.rows(1_000_000)
        clock.now += 4.0

    assert left_on(screen.getvalue()) == ["inputs: 1,000,000 rows in 4.0 s (250,000 rows/s)"]


def test_a_short_step_is_not_worth_a_line() -> None:
    """Under two seconds nothing stays."""
    screen, clock = Screen(), Clock()

    with progress.for_stream(screen, clock, quiet=False).step("ranks"):
        clock.now += 1.9

    assert left_on(screen.getvalue()) == []


def test_a_step_that_still_runs_is_seen() -> None:
    """With how long it has run, and nobody to look after it when it has ended."""
    screen, clock, before = Screen(), Clock(), set(threading.enumerate())

    with progress.for_stream(screen, clock, quiet=False).step("rank P"):
        clock.now += 7
        deadline = time.monotonic() + 10
        while "rank P ... 7 s" not in screen.getvalue() and time.monotonic() < deadline:
            time.sleep(0.001)

        (watcher,) = set(threading.enumerate()) - before

    assert "rank P ... 7 s" in screen.getvalue()
    watcher.join(timeout=10)
    assert not watcher.is_alive()


def test_a_step_that_fails_leaves_a_clean_line() -> None:
    """The error comes on a line of its own."""
    screen, clock = Screen(), Clock()

    with pytest.raises(KeyError), progress.for_stream(screen, clock, quiet=False).step("links"):
        clock.now += 3
        raise KeyError

    assert left_on(screen.getvalue()) == ["links: 3.0 s"]


@pytest.mark.parametrize(
    ("stream", "quiet"), [(io.StringIO(), False), (io.StringIO(), True), (Screen(), True)]
)
def test_a_pipe_and_the_quiet_hear_nothing(stream: io.StringIO, quiet: bool) -> None:
    """Whatever a step takes."""
    clock = Clock()

    with progress.for_stream(stream, clock, quiet=quiet).step("inputs") as step:
        step.rows(5)
        clock.now += 60

    assert stream.getvalue() == ""


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_a_plain_terminal_is_sent_text_alone(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No line moves; what a long step took is told all the same."""
    monkeypatch.setenv(name, value)
    screen, clock = Screen(), Clock()

    with progress.for_stream(screen, clock, quiet=False).step("inputs"):
        clock.now += 4
        time.sleep(0.5)

    assert screen.getvalue() == "inputs: 4.0 s\n"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_leaves_a_clean_terminal(number: signal.Signals) -> None:
    """The line of the step is gone, the cursor is there; standard output has the result alone."""
    ours, theirs = pty.openpty()
    child = [sys.executable, "-c", STEP]
    with subprocess.Popen(child, stdout=subprocess.PIPE, stderr=theirs, text=True, cwd=ROOT) as program:
        os.close(theirs)
        written = ""
        while "inputs ... " not in written:
            written += os.read(ours, 1_000).decode()
        os.kill(program.pid, number)
        told, _ = program.communicate(timeout=30)
    with (
        os.fdopen(ours, "rb", buffering=0) as terminal,
        suppress(OSError),
    ):  # the end of a terminal is an error
        while more := terminal.read(1_000):
            written += more.decode()

    assert program.returncode == 128 + number
    assert told == "result\n"
    assert written.rfind(SHOW) > written.rfind(HIDE)
    assert left_on(written) == [f"{ending.TOLD[number]}; {ending.AS_IT_WAS}"]


def test_who_is_killed_has_a_cursor_too() -> None:
    """It is hidden for no longer than it takes to begin a line."""
    screen = Screen()

    with progress.for_stream(screen, Clock(), quiet=False).step("inputs"):
        written = screen.getvalue()

    assert written.rfind(SHOW) > written.rfind(HIDE)
