"""The three standard streams, whatever they are connected to: full, closed, or a reader that has gone."""

import errno
import os
import sys
from contextlib import suppress
from typing import TextIO, cast


class Kept:
    """
    A stream to which writing always succeeds: when it does not, the rest goes nowhere and the reason is kept.

    The command goes on to its own end and code; whether its words arrived is another matter (see `lost`).
    """

    def __init__(self, stream: TextIO) -> None:
        """`stream` is one of the process's own."""
        self.stream = stream
        self.problem: OSError | None = None

    def write(self, text: str) -> int:
        """See TextIO."""
        try:
            return self.stream.write(text)
        except OSError as problem:
            self._to_nowhere(problem)
            return len(text)

    def flush(self) -> None:
        """See TextIO."""
        try:
            self.stream.flush()
        except OSError as problem:
            self._to_nowhere(problem)

    def _to_nowhere(self, problem: OSError) -> None:
        self.problem = self.problem or problem
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self.stream.fileno())
        os.close(nowhere)
        with suppress(OSError):
            self.stream.flush()

    def __getattr__(self, name: str) -> object:
        """All else is the stream's own, but for `buffer`: bytes are written past this."""
        if name == "buffer":
            raise AttributeError(name)
        return getattr(self.stream, name)


def keep() -> Kept | None:
    """Make the three streams fit to work with; gives standard output, or None where there is none."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:  # closed: the next file to be opened would take its number, and its words
            os.open(os.devnull, os.O_RDWR)
    for stream in filter(None, (sys.stdout, sys.stderr)):
        with suppress(AttributeError, ValueError):
            stream.reconfigure(errors="backslashreplace")
    kept = Kept(sys.stdout) if sys.stdout is not None else None
    if kept is not None:
        sys.stdout = cast("TextIO", kept)
    if sys.stderr is not None:
        sys.stderr = cast("TextIO", Kept(sys.stderr))
    return kept


def lost(kept: Kept | None) -> str | None:
    """Why the result did not arrive, unless its reader had had enough of it."""
    if kept is None:
        return None
    kept.flush()
    if kept.problem is None or kept.problem.errno == errno.EPIPE:
        return None
    return os.strerror(kept.problem.errno or 0)
