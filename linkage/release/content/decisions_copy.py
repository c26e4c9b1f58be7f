"""The store of reviewers' decisions, which every release has a copy of as it stood."""

import json
from pathlib import Path

from linkage.files.plain_file import plain_bytes
from linkage.release import chained, disk
from linkage.release.layout import Layout

DECISIONS = "decisions.jsonl"
"""Its name, in state/ and in the secure area of a release."""
STANDS_FOR = "stands_for"
"""In a line from which somebody who opted out was purged: the SHA-256 of the line as it was, as the next one has it."""


def said(line: bytes) -> dict[str, object]:
    """What a line says; nothing where it cannot be read, which `faults` tells."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def line_digest(line: bytes) -> str:
    """What the line after it says of a line, purged or not."""
    told = said(line).get(STANDS_FOR)
    return told if isinstance(told, str) else chained.digest(line)


def faults(path: Path) -> list[str]:
    """What is wrong with the store or a copy of it as a whole, in words; nothing with one that never was."""
    return chained.faults(path, grows=False, digest_of=line_digest)


def purged_ids(path: Path) -> set[str]:
    """The decisions of the store, or of a copy, from which somebody who opted out was purged."""
    lines = map(said, chained.lines(path))
    return {str(one["decision_id"]) for one in lines if STANDS_FOR in one}


def names_purged(layout: Layout, number: str) -> bool:
    """Whether the copy in secure/NNNN has a decision as it stood before somebody who opted out was purged from it."""
    copy = layout.secure_release(number) / DECISIONS
    purged_since = purged_ids(layout.state / DECISIONS) - purged_ids(copy)
    return any(said(line).get("decision_id") in purged_since for line in chained.lines(copy))


def back_up(layout: Layout, folder: Path) -> None:
    """A copy of it as it stands, in `folder`, of a secure area; none where there is none."""
    path = layout.state / DECISIONS
    if path.is_file():
        disk.write(folder / DECISIONS, plain_bytes(path))
