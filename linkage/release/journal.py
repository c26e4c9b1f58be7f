"""
The journal: one line for each thing that befell a release, in order, kept for ever in state/journal.jsonl.

    {"action": "started", "release": "0008"}
    {"action": "published", "release": "0008", "month": "2026-04", "at": "...", "manifest_sha256": "..."}

A release that was started and never published is unfinished: nobody was ever shown it. Its number is spent.
"""

import json
from pathlib import Path

from linkage.errors import IntegrityError
from linkage.release import disk

STARTED = "started"
PUBLISHED = "published"
APPROVED = "approved"


def append(path: Path, action: str, release: str, **facts: str) -> None:
    """Write down that `action` befell `release`."""
    line = json.dumps({"action": action, "release": release, **facts}, ensure_ascii=False)
    disk.append_line(path, line.encode())


def entries(path: Path) -> list[dict[str, str]]:
    """Every line, oldest first; half a line at the end, from a run that was killed, is no line."""
    if not path.exists():
        return []
    found: list[dict[str, str]] = []
    for number, line in enumerate(path.read_bytes().split(b"\n")[:-1], start=1):
        try:
            entry = json.loads(line)
            found.append({**entry, "action": entry["action"], "release": entry["release"]})
        except (ValueError, TypeError, KeyError):
            raise IntegrityError(
                f"{path}: line {number} cannot be read; put the file back from your latest backup"
            ) from None
    return found


def numbers(path: Path) -> set[str]:
    """Every release number the journal speaks of."""
    return {entry["release"] for entry in entries(path)}


def unfinished(path: Path) -> set[str]:
    """Releases that were started and never published."""
    known = entries(path)
    published = {entry["release"] for entry in known if entry["action"] == PUBLISHED}
    return {entry["release"] for entry in known if entry["action"] == STARTED} - published


def manifest_digests(path: Path) -> dict[str, str]:
    """SHA-256 of the manifest of each release, as it was published."""
    return {
        entry["release"]: entry["manifest_sha256"]
        for entry in entries(path)
        if entry["action"] == PUBLISHED and "manifest_sha256" in entry
    }
