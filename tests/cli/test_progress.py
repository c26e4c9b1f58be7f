"""Progress is for a person at a terminal: what is being done and how fast; a pipe hears nothing."""

import io
import time

import pytest

from linkage import progress


class Screen(io.StringIO):
    """A terminal that remembers what was written."""

    def isatty(self) -> bool:
        """Yes."""
        return True


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

    assert screen.getvalue().endswith("inputs: 1,000,000 rows in 4.0 s (250,000 rows/s)\n")


def test_a_short_step_is_not_worth_a_line() -> None:
    """Under two seconds nothing is written."""
    screen, clock = Screen(), Clock()

    with progress.for_stream(screen, clock, quiet=False).step("ranks"):
        clock.now += 1.9

    assert screen.getvalue() == ""


def test_a_step_that_still_runs_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """With how long it has run."""
    monkeypatch.setattr(progress, "TICK_SECONDS", 0.001)
    screen, clock = Screen(), Clock()

    with progress.for_stream(screen, clock, quiet=False).step("rank P"):
        clock.now += 7
        deadline = time.monotonic() + 10
        while "rank P ... 7 s" not in screen.getvalue() and time.monotonic() < deadline:
            time.sleep(0.001)

    assert "rank P ... 7 s" in screen.getvalue()


def test_a_step_that_fails_leaves_a_clean_line() -> None:
    """The error comes on a line of its own."""
    screen, clock = Screen(), Clock()

    with pytest.raises(KeyError), progress.for_stream(screen, clock, quiet=False).step("links"):
        clock.now += 3
        raise KeyError

    assert screen.getvalue().endswith("links: 3.0 s\n")


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
