"""
The log of the command that runs, if it keeps one: on stderr when that is no terminal, and in a file that is asked for.

At most one command runs in a process, so the log is a thing of the process, as its streams and signals are.
"""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import cast

from linkage import __version__
from linkage.errors import ConfigError
from linkage.session.log_lines import MESSAGE, Fact, Form, Level, Log, Outlet

PRIVATE_FILE = 0o600
STERN: frozenset[Level] = frozenset(("warning", "error"))
"""What a quiet command tells all the same."""

_logs: list[Log] = []
_files: list[int] = []


@dataclass(frozen=True)
class Asked:
    """What the words of a command ask of its log."""

    command: str
    form: str = "text"
    file: Path | None = None


def begin(asked: Asked, now: Callable[[], datetime], seconds: Callable[[], float], *, quiet: bool) -> Log:
    """The log of this command, begun; ConfigError when its file cannot be written to."""
    form, outlets = cast("Form", asked.form), list[Outlet]()
    if asked.file is not None:
        outlets.append(Outlet(appending(asked.file), form))
    if sys.stderr is not None and not sys.stderr.isatty():
        wanted = STERN if quiet else Outlet.levels
        outlets.append(Outlet(to_stderr, form, wanted, is_stderr=True))
    log = Log(asked.command, now, seconds, outlets)
    _logs.append(log)
    log.tell("info", "begun", version=__version__)
    return log


def active() -> Log | None:
    """The log of the command that runs; None where it keeps none, or has not begun it."""
    return _logs[-1] if _logs else None


def told(level: Level, message: str, *, stderr: Callable[[str], None] | None = None) -> None:
    """A sentence to the user: a line of the log, and one on stderr; `stderr` writes there in its own way."""
    log, write = active(), stderr or to_stderr
    if log is None or not log.is_on_stderr:
        write(f"{message if level == 'error' else f'{level}: {message}'}\n")
    for outlet, text in log.entry(level, MESSAGE, message=message.removeprefix("error: ")) if log else ():
        (write if outlet.is_stderr else outlet.write)(text)


def note(event: str, **facts: Fact) -> None:
    """An entry of the log alone, if there is one: names and counts that its user reads elsewhere."""
    if log := active():
        log.tell("info", event, **facts)


def ended(code: int, *, stderr: Callable[[str], None] | None = None) -> None:
    """The last line: the exit code, and the seconds of the whole command."""
    if log := active():
        for outlet, text in log.entry("info", "ended", code=code, seconds=log.took()):
            (stderr if stderr and outlet.is_stderr else outlet.write)(text)
    forget()


def forget() -> None:
    """There is no log any more."""
    _logs.clear()
    while _files:
        os.close(_files.pop())


def to_stderr(text: str) -> None:
    """Whole lines to the user, apart from the result."""
    if sys.stderr is not None:
        sys.stderr.write(text)
        sys.stderr.flush()


def appending(path: Path) -> Callable[[str], None]:
    """What adds lines to a file, which is for its owner alone if it is new; ConfigError where that cannot be."""
    try:
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, PRIVATE_FILE)
    except OSError as problem:
        raise ConfigError(
            f"--log-file: {path} cannot be written to ({problem.strerror}); name a file, not a link, in a folder that "
            "is there"
        ) from None
    _files.append(opened)
    return _Appended(opened).write


class _Appended:
    """Lines into a file, until it takes no more: the command goes on, and stderr says so once."""

    def __init__(self, opened: int) -> None:
        self.opened = opened
        self.is_lost = False

    def write(self, text: str) -> None:
        if self.is_lost:
            return
        try:
            os.write(self.opened, text.encode(errors="backslashreplace"))
        except OSError as problem:
            self.is_lost = True
            to_stderr(
                f"warning: the log file takes no more lines ({problem.strerror}); the command goes on\n"
            )
