"""What a person index was made from: its name on disk, and the file beside it that says so."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from linkage import __version__

NAME = "made_from.json"


@dataclass(frozen=True)
class MadeFrom:
    """Everything that a person index depends on; two that are equal have the same index."""

    files: tuple[tuple[str, str], ...]
    """Hospital files in the order in which they are read: "data set:path" and SHA-256 of what was read."""
    reading: Mapping[str, str]
    """By data set, how its files are written and what their columns are called, as one text."""
    rules: str
    """The rules of crowded postcodes, as one text."""
    postcodes_sha256: str
    """Of the supplied list of postcodes to ignore."""
    tables: tuple[str, ...]
    """What is kept, each with its columns."""
    version: str = __version__

    def digest(self) -> str:
        """The name of the index: 32 hex digits. Another file, order, reading, rule, list or program never find it."""
        return hashlib.sha256(self.text().encode()).hexdigest()[:32]

    def text(self) -> str:
        """The contents of the file beside the index: paths, digests and settings, nothing of a row."""
        return json.dumps(asdict(self), indent=2, sort_keys=True) + "\n"

    def is_written_in(self, folder: Path) -> bool:
        """Whether the index in `folder` says that it was made from this."""
        file = folder / NAME
        return file.is_file() and file.read_bytes() == self.text().encode()


def postcodes_digest(supplied: tuple[str, ...]) -> str:
    """SHA-256 (hex) of a list of postcodes, whatever its order."""
    return hashlib.sha256("\x1f".join(sorted(supplied)).encode()).hexdigest()
