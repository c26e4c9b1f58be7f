"""
A failure as --json prints it: one object on standard output, beside the words on stderr.

    {"error": {"code": 2, "kind": "ConfigError", "message": "...", "problems": [{"what": "...", "where": "...",
     "next": "..."}], "next": "..."}}

`problems` is the message taken apart: what is wrong, where (a file, with its line where that is known; null for none)
and what to do next. The outer `next` is what helps whatever the problem.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from linkage.errors import LinkageError, Problem

OPTION = "--json"
USAGE = "UsageError"
EVERY: tuple[type[LinkageError], ...] = (LinkageError, *LinkageError.__subclasses__())
KINDS = {kind.exit_code: kind.__name__ for kind in EVERY}
KINDS |= {129: "HungUp", 130: "Interrupted", 143: "Terminated"}
"""The kind of a failure by its exit code: that of the exception which the Python door would raise."""
NEXT = {
    "LinkageError": "report it with this message; the last release is as it was",
    "ConfigError": "correct what is named and run again; `linkage check JOB` finds every problem at once",
    "InputError": "correct or replace the files that are named, and run the command again",
    "GateError": "look into the cause; where the month is right as it is, accept the gate for one run",
    "LockedError": "run the command again when the other run has ended, or give --wait",
    "ResourceError": "free what is named, or raise its limit, and run the command again",
    "IntegrityError": "use nothing of what is named; `linkage releases verify JOB` says what has changed",
    "ChangedError": "give --changed or --restate, or put back what has changed",
    "HungUp": "run the command again",
    "Interrupted": "run the command again",
    "Terminated": "run the command again",
    USAGE: "write the command as its --help shows it",
}
WHERE = re.compile(r"^(?P<where>(?:[^\s:]|\\ )+\.[A-Za-z]+(?::\d+)?): (?P<rest>.+)$", re.DOTALL)
"""A message that begins with a file, and perhaps its line."""


def asks_json(arguments: Sequence[str]) -> bool:
    """Whether a command line, right or wrong, asks for its result as JSON."""
    words = list(arguments)
    return OPTION in words[: words.index("--") if "--" in words else len(words)]


def failure_text(
    code: int,
    message: str,
    *,
    kind: str = "",
    problems: Sequence[Problem] = (),
    beside: Mapping[str, object] | None = None,
) -> str:
    """The object as a line of JSON; `beside` is what the command has found all the same."""
    named = kind or KINDS.get(code, KINDS[1])
    told = message.removeprefix("error: ")
    error = {
        "code": code,
        "kind": named,
        "message": told,
        "problems": [asdict(one) for one in problems or problems_in(told)],
        "next": NEXT[named],
    }
    return json.dumps({"error": error, **(beside or {})})


def problems_in(message: str) -> tuple[Problem, ...]:
    """The parts of a message: each indented line of one that lists them, else the whole."""
    lines = message.splitlines()
    listed = [line.strip() for line in lines[1:] if line.startswith("  ") and not line.rstrip().endswith(":")]
    return tuple(map(problem_in, listed or [" ".join(line.strip() for line in lines)]))


def problem_in(text: str) -> Problem:
    """One problem: `where: what; next`, of which where and next may be missing."""
    found = WHERE.match(text)
    where, rest = (found["where"], found["rest"]) if found else (None, text)
    what, _, then = rest.partition("; ")
    return Problem(what, where, then or None)
