"""
The digests that the last run took of the job's files: of one that has not been written to since, it is known already.

cache/files.json lists each by its path, with what the file system says of it: device and number there, bytes, and when
its bytes, and what is said of it, were last changed. A file that is written to, replaced, or given its old time back
has other ones. As git does, a file is not listed that was changed just before it was digested: a second change in the
same tick of the clock would not show. A run takes the list away and writes it anew once it ended well.
"""

import json
import os
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from linkage.release import disk

LIST = "files.json"
TICK = timedelta(seconds=2)
"""As far apart as two changes may be, at the most, that bear one time: FAT counts every other second."""

Look = tuple[int, int, int, int, int]
"""Device, number of the file, bytes, nanoseconds of the last change of its bytes and of what is said of it."""


def look_at(opened: int) -> Look:
    """How an open file looks: a descriptor, for that of a path may be what a network told a while ago."""
    about = os.fstat(opened)
    return about.st_dev, about.st_ino, about.st_size, about.st_mtime_ns, about.st_ctime_ns


class KnownFiles:
    """What is known of files, and what a run learns of them."""

    def __init__(self, known: Mapping[str, tuple[Look, str]]) -> None:
        """`known` are looks and digests by path."""
        self._known = dict(known)
        self._found: dict[str, tuple[Look, str]] = {}

    def digest_of(self, path: Path, look: Look) -> str | None:
        """The digest of a file that looks so; None where it looked otherwise, or nobody took it."""
        known, digest = self._known.get(os.fspath(path), (None, None))
        return digest if known == look else None

    def note(self, path: Path, look: Look, digest: str) -> None:
        """Remember it; it looked so before and after it was read."""
        self._found[os.fspath(path)] = look, digest

    def text(self, begun: datetime) -> bytes:
        """The list of what was noted in a run that was `begun` before, without files that were changed just then."""
        latest = int((begun - TICK).timestamp() * 1_000_000_000)
        listed = {path: found for path, found in self._found.items() if max(found[0][3:]) < latest}
        return (json.dumps(listed, indent=1, sort_keys=True) + "\n").encode()


def known_files(cache: Path) -> KnownFiles:
    """What the last run left in a cache; nothing where there is no list, or one that says something else."""
    try:
        said = json.loads((cache / LIST).read_bytes())
        return KnownFiles({path: (_look(look), str(digest)) for path, (look, digest) in said.items()})
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return KnownFiles({})


def forget_files(cache: Path) -> None:
    """Take the list away: what breaks a run may be a file that it said something wrong of."""
    if os.path.lexists(cache / LIST) and not cache.is_symlink():
        disk.remove(cache / LIST)


def keep_files(cache: Path, files: KnownFiles, begun: datetime) -> None:
    """Leave the list of a run to the next one; a cache that is a link is somebody else's."""
    if cache.is_symlink():
        return
    disk.make_folder(cache)
    disk.replace(cache / LIST, files.text(begun), draft=cache / f".{LIST}")


def _look(said: list[int]) -> Look:
    device, number, size, written, changed = map(int, said)
    return device, number, size, written, changed
