"""
The journal: one line for each thing that happened to a release, in order, kept for ever in state/journal.jsonl.

    {"action": "started", "release": "0008"}
    {"action": "published", "release": "0008", "month": "2026-04", "at": "...", "manifest_sha256": "..."}

Each line ends with the SHA-256 of the line before it ("before"), and journal.end names the last: what is taken out or
changed is found. A release that was started and never published is unfinished: nobody was ever shown it. Its number
is spent.
"""

import hashlib
import json
import re
from contextlib import suppress
from pathlib import Path

from linkage.errors import IntegrityError, ResourceError
from linkage.files.plain_file import plain_bytes
from linkage.release import disk

NUMBER = re.compile(r"[0-9]{4,12}")
"""Of a release: at least four digits, and never a path that leads elsewhere."""

BEFORE, FIRST = "before", "none"
STARTED = "started"
PUBLISHED = "published"
APPROVED, REFUSED, SIGN_OFF_WITHDRAWN = "approved", "refused", "sign_off_withdrawn"
"""What somebody said of a release, or took back."""
SHOWN = "shown"
"""An earlier release was shown again, or any after the link was lost."""
REMOVING, REMOVED = "removing", "removed"
"""`gc` has decided to take a release away, and has done so."""


def append(path: Path, action: str, release: str, **facts: str) -> None:
    """Write down that `action` happened to `release`."""
    last = lines(path)[-1:]
    entry = {"action": action, "release": release, **facts, BEFORE: digest(last[0]) if last else FIRST}
    line = json.dumps(entry, ensure_ascii=False).encode()
    disk.append_line(path, line)
    with suppress(ResourceError):
        end = end_of(path)
        disk.replace(end, digest(line).encode(), draft=end.with_name(f"{end.name}.draft"))


def end_of(path: Path) -> Path:
    """The file beside the journal that names its last line: a journal cut short is whole in itself."""
    return path.with_suffix(".end")


def lines(path: Path) -> list[bytes]:
    """Every whole line, oldest first; half a line at the end, from a run that was killed, is no line."""
    return plain_bytes(path).split(b"\n")[:-1] if path.exists() else []


def digest(line: bytes) -> str:
    """What the line after it says of a line."""
    return hashlib.sha256(line).hexdigest()


def faults(path: Path) -> list[str]:
    """
    What is wrong with the journal as a whole, in words: lines that are gone, changed or not of this program.

    Lines of an earlier version, which do not name the one before them, can only be at the beginning.
    """
    known, befores = lines(path), [entry.get(BEFORE) for entry in entries(path)]
    found = []
    for place, before in enumerate(befores):
        expected = digest(known[place - 1]) if place else FIRST
        if before is None and not any(befores[:place]):
            continue
        if before != expected:
            found.append(f"is not whole: what came before line {place + 1} is gone or was changed")
    end = end_of(path)
    chained = sum(before is not None for before in befores)
    if end.is_file():
        if plain_bytes(end).decode("ascii", "replace") not in map(digest, known):
            found.append("is not whole: its last lines are gone")
    elif chained > 1:
        found.append(f"may not be whole: {end.name} beside it, which names its last line, is missing")
    return found


def entries(path: Path) -> list[dict[str, str]]:
    """What each line says, oldest first; IntegrityError when one cannot be read."""
    found: list[dict[str, str]] = []
    for number, line in enumerate(lines(path), start=1):
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
