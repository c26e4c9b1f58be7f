"""The store of reviewers' decisions, which every release has a copy of as it stood."""

import json
from collections.abc import Sequence
from pathlib import Path

from linkage.files.plain_file import plain_bytes
from linkage.release import chained, disk
from linkage.release.layout import Layout

DECISIONS = "decisions.jsonl"
"""Its name, in state/ and in the secure area of a release."""


def said(line: bytes) -> dict[str, object]:
    """What a line says, but for the one before it; nothing where it cannot be read, which `faults` tells."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return (
        {name: value for name, value in found.items() if name != chained.BEFORE}
        if isinstance(found, dict)
        else {}
    )


def faults(path: Path) -> list[str]:
    """What is wrong with the store or a copy of it as a whole, in words; nothing with one that never was."""
    return chained.faults(path, grows=False)


def names_purged(layout: Layout, number: str) -> bool:
    """Whether the copy in secure/NNNN has a decision as it stood before somebody who opted out was purged from it."""
    store = map(said, chained.lines(layout.state / DECISIONS))
    left = {one.get("decision_id"): one for one in store if one.get("purged") is True}
    copied = map(said, chained.lines(layout.secure_release(number) / DECISIONS))
    return any(one != left.get(one.get("decision_id"), one) for one in copied)


def back_up(layout: Layout, folder: Path, lines: Sequence[bytes] = ()) -> None:
    """A copy of it in `folder`, of a secure area: as it stands, or of the `lines` that it is going to have."""
    path = layout.state / DECISIONS
    if lines:
        disk.write(folder / DECISIONS, chained.text(lines))
    elif path.is_file():
        disk.write(folder / DECISIONS, plain_bytes(path))
