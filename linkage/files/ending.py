"""
How a program that is told to end does: at once, with the code of the signal, and nothing left lying about.

A signal that is raised as an exception passes through whatever native code is at work, and a database in the middle of
a statement may end the process itself, with a code of its own. So a thread is told of the signals (by the byte that
Python writes for each, whatever the other threads are doing), clears up and ends the process; nothing is raised.
Nothing here is done until `watch` is called: a program that only imports this library keeps its own signals.
"""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

WATCHED = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
TOLD = {signal.SIGINT: "interrupted", signal.SIGTERM: "terminated", signal.SIGHUP: "hung up"}
AS_IT_WAS = "the last release is as it was, run the command again"
TRIES = 3
"""Clearing up goes on beside threads that may still write, so it is tried again."""

_ending = threading.Event()
_switching = threading.Lock()
_clearing: list[Callable[[], object]] = []
_done: list[str] = []
_told: list[Callable[[int, str], object]] = []


def watch(told: Callable[[int, str], object] | None = None) -> None:
    """
    From now on SIGINT, SIGTERM and SIGHUP end this process as above; one that is ignored stays ignored.

    `told` writes the last line in its own way, given the exit code. It is called beside whatever is at work, so it
    must wait for nothing that a thread may hold, as a stream of Python's is held while something is written to it.
    """
    _told[:] = [told] if told else []
    reads, writes = os.pipe()
    os.set_blocking(writes, False)
    signal.set_wakeup_fd(writes, warn_on_full_buffer=False)
    for number in WATCHED:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _leave_to_the_thread)
    threading.Thread(target=_wait, args=(reads,), name="signals", daemon=True).start()


@contextmanager
def cleared_by(action: Callable[[], object]) -> Iterator[None]:
    """While the block lasts, `action` is done before the process ends by a signal."""
    _clearing.append(action)
    try:
        yield
    finally:
        _clearing.remove(action)


def to_be_cleared_by(action: Callable[[], object]) -> None:
    """The same for as long as the process lasts: there must be no harm in doing it late."""
    _clearing.append(action)


@contextmanager
def undisturbed(done: str) -> Iterator[None]:
    """A signal waits for the block to end, and then says that it is `done` instead of that nothing was."""
    with _switching:
        yield
        _done.append(done)


def stand_still() -> None:
    """Wait for the end when there is a signal: what fails meanwhile fails because of it and is not to be reported."""
    while _ending.is_set():
        threading.Event().wait()


def over() -> None:
    """All is done and reported: a signal comes too late to change the code while the interpreter is taken down."""
    stand_still()
    for number in WATCHED:
        signal.signal(number, signal.SIG_IGN)


def _leave_to_the_thread(_number: int, _frame: FrameType | None) -> None:
    """Nothing is done where the signal finds the program."""


def _wait(reads: int) -> None:
    number = signal.Signals(_next_signal(reads))
    _ending.set()
    with _switching:
        for action in (*reversed(_clearing),) * TRIES:
            with suppress(Exception):
                action()
        outcome = f"just after this was done: {_done[-1]}" if _done else AS_IT_WAS
        with suppress(Exception):
            tell = _told[-1] if _told else _to_stderr
            tell(128 + number, f"{TOLD[number]}; {outcome}")
        os._exit(128 + number)


def _to_stderr(_code: int, line: str) -> None:
    os.write(2, f"{line}\n".encode())


def _next_signal(reads: int) -> int:
    """The number of the first of these signals; others that Python has a handler for leave a byte too."""
    while True:
        for number in os.read(reads, 1):
            if number in TOLD:
                return number
