"""
What a command does as lines of a log, for who is not at a terminal: text or JSON, one entry a line.

    2026-11-26T23:15:35Z run=0007-20261126T231528Z info: step_ended step=inputs rows=2031544 seconds=6.1

An entry has the time (UTC), the run, a level and an event with its facts: names, counts and seconds, or a message that
the user would be told at a terminal too. Neither holds a value of a row.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

Level = Literal["info", "warning", "error"]
Form = Literal["text", "json"]
Fact = str | int | float
MESSAGE = "message"
"""The event of an entry that is a sentence."""
STAMP = "%Y%m%dT%H%M%SZ"
"""The time at the end of a run's id."""


def run_id(name: str, started: datetime) -> str:
    """The id of a run that began at `started`: of a release by its number, of any other command by its name."""
    return f"{name}-{started.astimezone(UTC):{STAMP}}"


@dataclass(frozen=True)
class Entry:
    """One thing to be told."""

    time: datetime
    run_id: str
    command: str
    level: Level
    event: str
    facts: Mapping[str, Fact] = field(default_factory=dict)

    @property
    def stamp(self) -> str:
        """The time in UTC, to the second."""
        return f"{self.time.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"

    def lines(self, form: Form) -> Iterator[str]:
        """The entry as it is written; a message of several lines is as many lines of text, each whole by itself."""
        if form == "json":
            head = {"time": self.stamp, "run_id": self.run_id, "command": self.command, "level": self.level}
            yield json.dumps({**head, "event": self.event, **self.facts})
            return
        head_text = f"{self.stamp} run={self.run_id} {self.level}:"
        if self.event == MESSAGE:
            yield from (
                f"{head_text} {shown(line)}" for line in str(self.facts[MESSAGE]).splitlines() if line
            )
        else:
            told = (f"{name}={written(fact)}" for name, fact in self.facts.items())
            yield " ".join((head_text, self.event, *told))


def shown(line: str) -> str:
    """A line with a sign in the place of every character that shows nothing itself, and might move a cursor."""
    return line if line.isprintable() else "".join(sign if sign.isprintable() else "\ufffd" for sign in line)


def written(fact: Fact) -> str:
    """A fact in a line of text: in quotes where it could be taken for two, or for another."""
    text = str(fact)
    return text if text.isprintable() and not set(text) & set(' "=') and text else json.dumps(text)


@dataclass(frozen=True)
class Outlet:
    """Where lines go."""

    write: Callable[[str], None]
    form: Form = "text"
    levels: frozenset[Level] = frozenset(("info", "warning", "error"))
    is_stderr: bool = False


class Log:
    """The entries of one command."""

    def __init__(
        self,
        command: str,
        now: Callable[[], datetime],
        seconds: Callable[[], float],
        outlets: Sequence[Outlet],
    ) -> None:
        """`now` is the time of day with its zone, `seconds` a clock that only goes forward."""
        self.command, self.now, self.seconds, self.outlets = command, now, seconds, tuple(outlets)
        self.run_id = run_id(command, now())
        self.began = seconds()

    def name(self, run: str) -> None:
        """From now on the entries are of the run `run`."""
        self.run_id = run

    def tell(self, level: Level, event: str, **facts: Fact) -> None:
        """Write an entry wherever its level is wanted."""
        for outlet, text in self.entry(level, event, **facts):
            outlet.write(text)

    def entry(self, level: Level, event: str, **facts: Fact) -> list[tuple[Outlet, str]]:
        """An entry, and where each of its texts goes."""
        made = Entry(self.now(), self.run_id, self.command, level, event, facts)
        return [
            (outlet, "".join(f"{line}\n" for line in made.lines(outlet.form)))
            for outlet in self.outlets
            if level in outlet.levels
        ]

    def took(self) -> float:
        """Seconds since the command began."""
        return round(self.seconds() - self.began, 3)

    @property
    def is_on_stderr(self) -> bool:
        """Whether its lines are what a user of standard error sees."""
        return any(outlet.is_stderr for outlet in self.outlets)
