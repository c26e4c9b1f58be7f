"""
The journal: one line for each thing that happened to a release, in order, kept for ever in state/journal.jsonl.

    {"action": "started", "release": "0008"}
    {"action": "published", "release": "0008", "month": "2026-04", "at": "...", "manifest_sha256": "..."}

Each line names the one before it, and journal.end the last (see chained). A release that was started and never
published is unfinished: nobody was ever shown it. Its number is spent.
"""

import json
import re
from contextlib import suppress
from pathlib import Path

from linkage.errors import IntegrityError, ResourceError
from linkage.release import chained, disk

NUMBER = re.compile(r"[0-9]{4,12}")
"""Of a release: at least four digits, and never a path that leads elsewhere."""

STARTED = "started"
PUBLISHED = "published"
APPROVED, REFUSED, SIGN_OFF_WITHDRAWN = "approved", "refused", "sign_off_withdrawn"
"""What somebody said of a release, or took back."""
SHOWN = "shown"
"""An earlier release was shown again, or any after the link was lost."""
CLOCK_AHEAD = "clock_was_ahead"
"""Somebody said that the clock was ahead when a release was finished."""
REMOVING, REMOVED = "removing", "removed"
"""`gc` has decided to take a release away, and has done so."""


def append(path: Path, action: str, release: str, **facts: str) -> None:
    """Write down that `action` happened to `release`."""
    named = chained.last_named(chained.lines(path))
    entry = {"action": action, "release": release, **facts, chained.BEFORE: named}
    line = json.dumps(entry, ensure_ascii=False).encode()
    disk.append_line(path, line)
    with suppress(ResourceError):
        end = chained.end_of(path)
        disk.replace(end, chained.digest(line).encode(), draft=end.with_name(f"{end.name}.draft"))


def faults(path: Path) -> list[str]:
    """What is wrong with the journal as a whole, in words: see chained."""
    return chained.faults(path, grows=True)


def entries(path: Path) -> list[dict[str, str]]:
    """What each line says, oldest first; IntegrityError when one cannot be read."""
    found: list[dict[str, str]] = []
    for number, line in enumerate(chained.lines(path), start=1):
        try:
            entry = json.loads(line)
            found.append({**entry, "action": entry["action"], "release": _number(entry["release"])})
        except (ValueError, TypeError, KeyError, RecursionError):
            raise IntegrityError(
                f"{path}: line {number} cannot be read; put the file back from your latest backup"
            ) from None
    return found


def numbers(path: Path) -> set[str]:
    """Every release number the journal speaks of."""
    return {entry["release"] for entry in entries(path)}


def published(path: Path) -> set[str]:
    """Releases that were published, whether or not they are still there."""
    return {entry["release"] for entry in entries(path) if entry["action"] == PUBLISHED}


def shown(path: Path) -> list[str]:
    """Every release that readers were shown, in order."""
    return [entry["release"] for entry in entries(path) if entry["action"] in (PUBLISHED, SHOWN)]


def clock_was_ahead(path: Path) -> dict[str, dict[str, str]]:
    """What was written of each release that a clock stamped which was ahead: at, reason."""
    return {entry["release"]: entry for entry in entries(path) if entry["action"] == CLOCK_AHEAD}


def removals(path: Path) -> dict[str, dict[str, str]]:
    """What `gc` wrote of each release that it began to take away: at, why, receipt_sha256."""
    return {entry["release"]: entry for entry in entries(path) if entry["action"] == REMOVING}


def half_removed(path: Path) -> set[str]:
    """Releases that `gc` began to take away and died over."""
    known = entries(path)
    return set(removals(path)) - {entry["release"] for entry in known if entry["action"] == REMOVED}


def unfinished(path: Path) -> set[str]:
    """Releases that were started and never published."""
    known = entries(path)
    whole = {entry["release"] for entry in known if entry["action"] == PUBLISHED}
    return {entry["release"] for entry in known if entry["action"] == STARTED} - whole


def facts(path: Path, name: str) -> dict[str, str]:
    """One fact of each publication that has it, by release: manifest_sha256 or secure_sha256."""
    return {
        entry["release"]: entry[name]
        for entry in entries(path)
        if entry["action"] == PUBLISHED and name in entry
    }


def _number(written: object) -> str:
    """The number of a release; ValueError for anything else."""
    if isinstance(written, str) and NUMBER.fullmatch(written):
        return written
    raise ValueError("not the number of a release")
