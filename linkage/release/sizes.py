"""How much disk files take: whole, and what would be free without them, since other releases have some of them too."""

import os
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from linkage.release.layout import Layout
from linkage.release.removal.receipt import folders
from linkage.release.removal.remains import stays


@dataclass(frozen=True)
class Size:
    """Bytes of files. A file is counted once, by however many names it is among them."""

    whole: int
    own: int
    """Of files that have no name elsewhere: what is free once these are gone."""
    shared_files: int
    """Files that have one."""

    @property
    def shared(self) -> int:
        """Bytes that stay when these names go."""
        return self.whole - self.own


def size(paths: Iterable[Path]) -> Size:
    """Of some files."""
    names: Counter[tuple[int, int]] = Counter()
    files: dict[tuple[int, int], os.stat_result] = {}
    for path in paths:
        found = path.stat()
        key = (found.st_dev, found.st_ino)
        names[key] += 1
        files[key] = found
    own = {key for key, found in files.items() if found.st_nlink == names[key]}
    return Size(
        whole=sum(found.st_size for found in files.values()),
        own=sum(files[key].st_size for key in own),
        shared_files=len(files) - len(own),
    )


def release_size(layout: Layout, number: str) -> Size:
    """Of a release with its secure folder and what is kept of it."""
    return size_in_store(layout, [number], ()) or size(release_files(layout, number))


def removed_size(layout: Layout, numbers: Collection[str]) -> Size:
    """Of what goes when these releases are removed: their numbers stay (see `remains`)."""
    return size_in_store(layout, numbers, numbers) or size(
        path
        for number in numbers
        for path in release_files(layout, number)
        if not (
            path.is_relative_to(layout.release(number))
            and stays(path.relative_to(layout.release(number)).as_posix())
        )
    )


def size_in_store(layout: Layout, numbers: Collection[str], removed: Collection[str]) -> Size | None:
    """The same where other releases name their files and do not have them twice; None where they lie on disk."""
    others = [number for number in layout.published() if number not in numbers]
    found: dict[str, int] = {}
    for number in numbers:
        placed = layout.home.placed(layout, number)
        if placed is None:
            return None
        below = len(f"releases/{number}/")
        found |= {
            one.key: one.bytes or 0 for one in placed if not (number in removed and stays(one.path[below:]))
        }
    elsewhere = {one.key for number in others for one in layout.home.placed(layout, number) or ()}
    shared = found.keys() & elsewhere
    return Size(
        whole=sum(found.values()),
        own=sum(size for key, size in found.items() if key not in elsewhere),
        shared_files=len(shared),
    )


def release_files(layout: Layout, number: str) -> Iterator[Path]:
    """Every file of a release, of its secure folder and of what is kept of it."""
    for folder in folders(layout, number).values():
        for path in folder.rglob("*"):
            if path.is_file() and not path.is_symlink():
                yield path
