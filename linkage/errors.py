"""
Every way a command can fail, each with the exit code a scheduler can act on.

    LinkageError             1  unexpected
      ConfigError            2  the job, rules or command line are wrong
      InputError             3  a file that was supplied cannot be used
      GateError              4  a quality gate or disclosure control refused; nothing published
      LockedError            5  another run holds the output folder
      ResourceError          6  disk or memory ran out
      IntegrityError         7  the ledger, a table contract or a digest does not hold
      ChangedError           8  the month asked for is published and would come out differently

A message says what is wrong, where, and what to do next. It never holds a value from the data.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, for a program that reads the failure: never a value."""

    what: str
    where: str | None = None
    """A file, a key or the name of a check."""
    next: str | None = None
    """What to do about it."""


class LinkageError(Exception):
    """A failure whose text is fit for a log: what, where, what next, never a value."""

    exit_code = 1

    def __init__(
        self, *told: object, problems: Sequence[Problem] = (), beside: Mapping[str, object] | None = None
    ) -> None:
        """
        `told` is the message. `problems` are its parts, where they are known apart from it.

        `beside` is what the command has found all the same; --json prints it with the error.
        """
        super().__init__(*told)
        self.problems = tuple(problems)
        self.beside = beside or {}


class ConfigError(LinkageError):
    """The job file, the rules file or the command line cannot be used as written."""

    exit_code = 2


class InputError(LinkageError):
    """A file that was supplied cannot be read as what the job says it is."""

    exit_code = 3


class NoEventError(InputError):
    """The files can be read, and hold nothing of the month that was asked for."""


class GateError(LinkageError):
    """A gate of the job file, or disclosure control, refused; nothing was published."""

    exit_code = 4


class LockedError(LinkageError):
    """Another run is working in the same output folder."""

    exit_code = 5


class ResourceError(LinkageError):
    """The machine ran out of disk or memory; the last release is as it was."""

    exit_code = 6


class IntegrityError(LinkageError):
    """A promise the program makes about its own tables or files does not hold."""

    exit_code = 7


class ChangedError(LinkageError):
    """The month that was asked for is published, and would come out differently."""

    exit_code = 8


class RepeatedKeyError(IntegrityError):
    """Two rows of a table have the key that its contract says is of one."""
