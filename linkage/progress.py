"""Progress on the terminal: what is being done and how fast, for anything over two seconds; silent when piped."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Protocol, TextIO

PATIENCE_SECONDS = 2.0
"""A step that ends sooner is not worth a line."""
TICK_SECONDS = 0.5


class Step:
    """One step while it runs; it may learn how many rows it has dealt with."""

    def __init__(self) -> None:
        """A step that has dealt with nothing yet."""
        self.count = 0

    def rows(self, count: int) -> None:
        """Say how many rows the step has dealt with."""
        self.count = count


class Progress(Protocol):
    """Somebody to tell what is being done."""

    @contextmanager
    def step(self, name: str) -> Iterator[Step]:
        """Tell that the step `name` runs for as long as the block lasts."""
        ...


class Silent:
    """Nobody is watching."""

    @contextmanager
    def step(self, name: str) -> Iterator[Step]:  # noqa: ARG002 - part of the protocol
        """See Progress."""
        yield Step()


class Terminal:
    """A person is watching: one line that grows, then what the step took and its rate."""

    def __init__(self, stream: TextIO, seconds: Callable[[], float]) -> None:
        """`stream` is the terminal; `seconds` a clock that only goes forward."""
        self.stream = stream
        self.seconds = seconds

    @contextmanager
    def step(self, name: str) -> Iterator[Step]:
        """See Progress."""
        step, began, done = Step(), self.seconds(), Event()
        watcher = Thread(target=self._watch, args=(name, began, done), daemon=True)
        watcher.start()
        try:
            yield step
        finally:
            done.set()
            watcher.join()
            took = self.seconds() - began
            if took >= PATIENCE_SECONDS:
                self.stream.write(f"\r\x1b[K{summary(name, step.count, took)}\n")
                self.stream.flush()

    def _watch(self, name: str, began: float, done: Event) -> None:
        while not done.wait(TICK_SECONDS):
            took = self.seconds() - began
            if took >= PATIENCE_SECONDS:
                self.stream.write(f"\r\x1b[K{name} ... {took:.0f} s")
                self.stream.flush()


def summary(name: str, rows: int, took: float) -> str:
    """A finished step in one line, such as `inputs: 2,031,544 rows in 6.1 s (333,040 rows/s)`."""
    if not rows:
        return f"{name}: {took:.1f} s"
    return f"{name}: {rows:,} rows in {took:.1f} s ({rows / took:,.0f} rows/s)"


def for_stream(stream: TextIO, seconds: Callable[[], float], *, quiet: bool) -> Progress:
    """A Terminal when `stream` is one and the user wants to hear, else Silent."""
    return Silent() if quiet or not stream.isatty() else Terminal(stream, seconds)
