"""Progress on the terminal: what is being done, and how fast for anything over two seconds; silent when piped."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol, TextIO

from rich.console import Console
from rich.live import Live
from rich.text import Text

from linkage.files import ending

PATIENCE_SECONDS = 2.0
"""A step that ends sooner is not worth a line that stays."""


@dataclass
class RunningStep:
    """One step while it runs; it may learn how many rows it has dealt with."""

    count: int = 0

    def rows(self, count: int) -> None:
        """Say how many rows the step has dealt with."""
        self.count = count


class Progress(Protocol):
    """Somebody to tell what is being done."""

    @contextmanager
    def step(self, name: str) -> Iterator[RunningStep]:
        """Tell that the step `name` runs for as long as the block lasts."""
        ...


class Silent:
    """Nobody is watching."""

    @contextmanager
    def step(self, name: str) -> Iterator[RunningStep]:  # noqa: ARG002 - part of the protocol
        """See Progress."""
        yield RunningStep()


@dataclass(frozen=True)
class Terminal:
    """A person is watching: one line while a step runs, then what it took and its rate."""

    console: Console
    seconds: Callable[[], float]
    """A clock that only goes forward."""

    @contextmanager
    def step(self, name: str) -> Iterator[RunningStep]:
        """See Progress."""
        step, began = RunningStep(), self.seconds()
        line = Live(
            get_renderable=lambda: Text(f"{name} ... {self.seconds() - began:.0f} s"),
            console=self.console,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        try:
            with ending.cleared_by(line.stop), line:
                self.console.show_cursor()  # who is killed could not bring it back
                yield step
        finally:
            took = self.seconds() - began
            if took >= PATIENCE_SECONDS:
                self.console.print(Text(summary(name, step.count, took)), soft_wrap=True)


def summary(name: str, rows: int, took: float) -> str:
    """A finished step in one line, such as `inputs: 2,031,544 rows in 6.1 s (333,040 rows/s)`."""
    if not rows:
        return f"{name}: {took:.1f} s"
    return f"{name}: {rows:,} rows in {took:.1f} s ({rows / took:,.0f} rows/s)"


def for_stream(stream: TextIO, seconds: Callable[[], float], *, quiet: bool) -> Progress:
    """A Terminal when `stream` is one and the user wants to hear, else Silent; no line moves under NO_COLOR."""
    if quiet or not stream.isatty():
        return Silent()
    console = Console(file=stream)
    return Terminal(Console(file=stream, force_terminal=False) if console.no_color else console, seconds)
