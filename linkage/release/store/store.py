"""
What is asked of an object store, whichever it is; everything above this knows no more of it.

Read and write are by key and consistent: what was written is read. A listing may be late, so nothing is concluded from
one but what may be cleared away.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from linkage.errors import ResourceError


class Conflict(Exception):  # noqa: N818 - no failure of the program: it is what the two conditional writes answer
    """An object is there, or is not of the version that was to be replaced; nothing was written."""


@dataclass(frozen=True)
class Found:
    """A small object, and what its content is told from another by."""

    content: bytes
    version: str


class Store(Protocol):
    """
    The objects below one address. A key has forward slashes and does not begin with one.

    Whatever the store refuses or cannot do is a ResourceError, without a word of the store's own.
    """

    def names(self, folder: str) -> Iterator[str]:
        """
        The keys below a folder, which ends in a slash, or is empty for all of them.

        One written or removed just now may be missing, or still there.
        """

    def read(self, key: str) -> Found | None:
        """A small object; None where there is none."""

    def size(self, key: str) -> int | None:
        """Bytes of an object; None where there is none."""

    def stamp(self, key: str) -> str | None:
        """What the present content of an object is told from another by; None where there is none."""

    def fetch(self, key: str, target: Path) -> bool:
        """Write an object into the new file `target`, piece by piece; False where there is none."""

    def put_file(self, key: str, source: Path) -> None:
        """Write a file, piece by piece; for keys that this run alone writes to."""

    def put_if_absent(self, key: str, content: bytes) -> str:
        """Write a small object that is not there yet, and give its version; Conflict where there is one."""

    def swap(self, key: str, content: bytes, version: str) -> str:
        """Replace a small object of a version, and give the new one; Conflict where it is of another, or gone."""

    def remove(self, keys: Iterable[str]) -> None:
        """Remove objects; one that is not there is no failure."""


def put_once(store: Store, key: str, content: bytes) -> str:
    """
    Write a small object that is written once in its life, and give its version; Conflict where another is there.

    Of a write that was done twice, or failed though it had been done, the first counts.
    """
    try:
        return store.put_if_absent(key, content)
    except (Conflict, ResourceError):
        return _done_already(store, key, content)


def put_swapped(store: Store, key: str, content: bytes, version: str | None) -> str:
    """The same for one that is replaced; `version` None stands for none."""
    if version is None:
        return put_once(store, key, content)
    try:
        return store.swap(key, content, version)
    except (Conflict, ResourceError):
        return _done_already(store, key, content)


def _done_already(store: Store, key: str, content: bytes) -> str:
    """The version of an object that has the content after all; otherwise what was refused is raised again."""
    found = store.read(key)
    if found is not None and found.content == content:
        return found.version
    raise  # noqa: PLE0704 - called where a refusal is handled
