"""
One folder of the cache: tables as Parquet, and content.json, which says what they were made from and how they look.

    cache/parts/0123.../content.json     made_from, facts, sha256 and bytes of each file, and a digest of all that
    cache/parts/0123.../rows.parquet

The name of the folder is the digest of `made_from`: what was made from anything else is never found under it.
"""

import hashlib
import json
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CONTENT = "content.json"
NAME_DIGITS = 32
NAME = re.compile(rf"[0-9a-f]{{{NAME_DIGITS}}}")
DRAFT = re.compile(rf"\.[0-9a-f]{{{NAME_DIGITS}}}\.draft")
"""The names of an entry, and of one that is being written."""

MadeFrom = Mapping[str, Any]
"""What an entry depends on, as JSON can say it: digests, settings and numbers, nothing of a row."""


@dataclass(frozen=True)
class Entry:
    """Tables that are kept."""

    folder: Path
    facts: Mapping[str, Any]
    """What was counted when they were made, as JSON can say it."""

    @property
    def name(self) -> str:
        """The digest of what they were made from."""
        return self.folder.name

    def file(self, table: str) -> Path:
        """Where a table lies."""
        return self.folder / f"{table}.parquet"


def named(made_from: MadeFrom) -> str:
    """The name of what is made from that: 32 hex digits."""
    return hashlib.sha256(canonical(made_from)).hexdigest()[:NAME_DIGITS]


def canonical(said: object) -> bytes:
    """The one way in which something is written down."""
    return json.dumps(said, sort_keys=True, ensure_ascii=True, separators=(",", ":")).encode()


def content_bytes(made_from: MadeFrom, facts: Mapping[str, Any], files: Mapping[str, Path]) -> bytes:
    """The text of content.json; `files` by name."""
    content = {
        "made_from": made_from,
        "facts": facts,
        "files": {
            name: {"bytes": path.stat().st_size, "sha256": sha256(path)} for name, path in files.items()
        },
    }
    digest = hashlib.sha256(canonical(content)).hexdigest()
    return (json.dumps({"sha256": digest, "content": content}, indent=1, sort_keys=True) + "\n").encode()


def whole(folder: Path, made_from: MadeFrom, tables: tuple[str, ...]) -> Entry | None:
    """The entry in `folder` if every byte of it is as it was written, and it is of `made_from`; else None."""
    try:
        said = json.loads((folder / CONTENT).read_bytes())
        content = said["content"]
        is_true = hashlib.sha256(canonical(content)).hexdigest() == said["sha256"]
        files: dict[str, dict[str, Any]] = content["files"]
        if not is_true or canonical(content["made_from"]) != canonical(made_from):
            return None
        if set(files) != {f"{table}.parquet" for table in tables}:
            return None
        for name, known in files.items():
            path = folder / name
            about = path.lstat()
            if (
                not stat.S_ISREG(about.st_mode)
                or about.st_size != known["bytes"]
                or sha256(path) != known["sha256"]
            ):
                return None
        return Entry(folder, content["facts"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def is_whole(folder: Path) -> bool:
    """Whether every byte of an entry, of whatever it was made, is as it was written."""
    return whole_in(folder) is not None


def made_from_in(folder: Path) -> MadeFrom | None:
    """What the entry in a folder says it was made from; None where it says nothing, or what its name denies."""
    try:
        made_from: MadeFrom = json.loads((folder / CONTENT).read_bytes())["content"]["made_from"]
        return made_from if folder.name == named(made_from) else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def facts_said(folder: Path) -> Mapping[str, Any] | None:
    """What the entry in a folder says was counted, its tables unseen; None where there is none that its name tells."""
    if made_from_in(folder) is None:
        return None
    facts: Mapping[str, Any] = json.loads((folder / CONTENT).read_bytes())["content"].get("facts", {})
    return facts


def whole_in(folder: Path) -> Entry | None:
    """The entry in `folder`, of whatever it was made and whatever its tables, if every byte of it is as written."""
    made_from = made_from_in(folder)
    if made_from is None:
        return None
    try:
        names = list(json.loads((folder / CONTENT).read_bytes())["content"]["files"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return whole(folder, made_from, tuple(name.removesuffix(".parquet") for name in names))


def sha256(path: Path) -> str:
    """SHA-256 (hex) of a file."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
