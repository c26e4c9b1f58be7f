"""The store of decisions as a file: lines that each name the one before, a file that names the last, and its copies."""

import json
from pathlib import Path

from linkage.files.plain_file import plain_bytes
from linkage.release import disk, journal
from linkage.release.layout import Layout

DECISIONS = "decisions.jsonl"
"""The store of reviewers' decisions in state/."""


STANDS_FOR = "stands_for"
"""In a line from which somebody who opted out was purged: the SHA-256 of the line as it was, as the next one has it."""


def line_digest(line: bytes) -> str:
    """The SHA-256 that the line after this one names."""
    told = json.loads(line).get(STANDS_FOR)
    return told if isinstance(told, str) else journal.digest(line)


def faults(path: Path) -> list[str]:
    """What is wrong with such a file as a whole, in words; nothing with one that is not there, nor was."""
    before, lines = journal.FIRST, journal.lines(path)
    end = journal.end_of(path)
    for number, line in enumerate(lines, start=1):
        try:
            follows = json.loads(line)[journal.BEFORE] == before
        except (ValueError, TypeError, KeyError, RecursionError):
            follows = False
        if not follows:
            return [f"is not whole: line {number}, or what came before it, is gone or was changed"]
        before = line_digest(line)
    if not end.is_file():
        return (
            [f"may not be whole: {end.name} beside it, which names its last line, is missing"]
            if lines
            else []
        )
    named = end.read_text("ascii", "replace")
    if named != journal.FIRST and named not in map(line_digest, lines):
        return ["is not whole: its last lines are gone"]
    if path.is_file() and not path.read_bytes().endswith(b"\n"):
        return ["is not whole: its last line was cut or added to"]
    return []


def purged_ids(path: Path) -> set[str]:
    """The decisions of such a file from which somebody who opted out was purged."""
    return {
        str(said["decision_id"]) for line in journal.lines(path) if STANDS_FOR in (said := json.loads(line))
    }


def names_purged(layout: Layout, number: str) -> bool:
    """Whether the copy in secure/NNNN has a decision as it stood before somebody who opted out was purged from it."""
    copy = layout.secure_release(number) / DECISIONS
    return any(
        json.loads(line)["decision_id"] in purged_ids(layout.state / DECISIONS) - purged_ids(copy)
        for line in journal.lines(copy)
    )


def back_up(layout: Layout, folder: Path) -> None:
    """A copy of the store of decisions as it stands, in `folder`, of a secure area; none where there is none."""
    path = layout.state / DECISIONS
    if path.is_file():
        disk.write(folder / DECISIONS, plain_bytes(path))
