"""What is read of a file, digested while it is read: a file that changes in between is found out."""

import hashlib
import io
import os
from typing import BinaryIO


class Digested:
    """An opened file that is read once from its beginning to its end; every byte given is part of the digest."""

    def __init__(self, opened: BinaryIO) -> None:
        """`opened` stands at its beginning."""
        self._opened = opened
        self._digest = hashlib.sha256()

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes of the file, at most `size`; none at its end."""
        given = self._opened.read(size)
        self._digest.update(given)
        return given

    def seek(self, _: int, /) -> int:
        """Refused: bytes read twice would be digested twice."""
        raise io.UnsupportedOperation("seek")

    def sha256(self) -> str:
        """SHA-256 (hex) of the whole file, what was not asked for included."""
        while self.read(1 << 20):
            pass
        return self._digest.hexdigest()


class Held:
    """
    An opened file that is read here and there, as Parquet is, and therefore digested afterwards.

    The descriptor stays on the file that was opened, though another takes its name. What was written into it while
    it was read shows in its size or in the times of its last change, which no program can set back; what was
    written before, in the digest. The limit: a file system whose clock stands still between two writes, or a
    network share that hides the times of changes by others, could hide one that was also undone again in between.
    """

    def __init__(self, opened: io.BufferedReader) -> None:
        """`opened` has not been read yet."""
        self.opened = opened
        self._before = self._state()

    def is_unchanged(self, sha256: str) -> bool:
        """Whether the file has this digest (hex) now, and has had it since it was opened."""
        self.opened.seek(0)
        found = hashlib.file_digest(self.opened, "sha256").hexdigest()
        return found == sha256 and self._state() == self._before

    def _state(self) -> tuple[int, int, int]:
        found = os.fstat(self.opened.fileno())
        return found.st_size, found.st_mtime_ns, found.st_ctime_ns
