"""
A file of lines that each name the one before: what is taken out, put in or changed by hand is found.

Each line is a JSON object that ends with the SHA-256 of the line before it ("before"), and a file beside it, NAME.end,
names the last, so that a file cut short is found too. The journal and the store of decisions are such files.
"""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from linkage.files.plain_file import plain_bytes

BEFORE, FIRST = "before", "none"
"""What names the line before, and what stands there in the first line."""


def lines(path: Path) -> list[bytes]:
    """Every whole line, oldest first; half a line at the end, from a run that was killed, is no line."""
    return plain_bytes(path).split(b"\n")[:-1] if path.exists() else []


def text(known: Iterable[bytes]) -> bytes:
    """Such lines as the file has them."""
    return b"".join(line + b"\n" for line in known)


def last_named(known: list[bytes]) -> str:
    """What the line after those that are `known` says of the last of them."""
    return digest(known[-1]) if known else FIRST


def digest(line: bytes) -> str:
    """What the line after it says of a line."""
    return hashlib.sha256(line).hexdigest()


def end_of(path: Path) -> Path:
    """The file beside it that names its last line."""
    return path.with_suffix(".end")


def faults(path: Path, *, grows: bool) -> list[str]:
    """
    What is wrong with such a file as a whole, in words; nothing with one that is not there, nor was.

    `grows`: lines are added to the file itself, so that a run which was killed leaves half of one, or a first line that
    no file names yet; and lines of an earlier version, which do not name the one before them, may be at its beginning.
    Another is replaced as a whole.
    """
    known = lines(path)
    named, digests = [before(line) for line in known], [FIRST, *map(digest, known)]
    older = next((place for place, name in enumerate(named) if name is not None), len(known)) if grows else 0
    found = [
        f"is not whole: line {place + 1}, or what came before it, is gone or was changed"
        for place in range(older, len(known))
        if named[place] != digests[place]
    ]
    end = end_of(path)
    if end.is_file():
        if plain_bytes(end).decode("ascii", "replace") not in digests[int(grows) :]:
            found.append("is not whole: its last lines are gone")
    elif len(known) - older > int(grows):
        found.append(f"may not be whole: {end.name} beside it, which names its last line, is missing")
    if not grows and path.exists() and not plain_bytes(path).endswith(b"\n"):
        found.append("is not whole: its last line was cut or added to")
    return found


def before(line: bytes) -> str | None:
    """What a line says of the one before it; None where it says nothing of it, or cannot be read."""
    try:
        return str(json.loads(line)[BEFORE])
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
