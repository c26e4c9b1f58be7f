"""What releases take on the disk: a file that several of them share counts once."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

MONTH = "test_month="


@dataclass(frozen=True)
class Disk:
    """Bytes of an output folder."""

    together: int
    """Of all releases."""
    last: int
    """Of the last alone."""
    changed: int
    """Of what earlier releases hold of months that the last has otherwise."""
    beside: Mapping[str, int]
    """Of the other folders: secure, state, cache, reports."""

    @property
    def share(self) -> float:
        """All releases but for what changed, to the last one: 1 when nothing is there twice."""
        return (self.together - self.changed) / self.last


def disk(output: Path) -> Disk:
    """The disk that an output folder takes."""
    releases = sorted((output / "releases").iterdir(), key=lambda folder: int(folder.name))
    held = [files(folder) for folder in releases]
    every = {inode: size for found in held for inode, (size, _) in found.items()}
    last = held[-1]
    replaced = {
        inode: size
        for found in held[:-1]
        for inode, (size, path) in found.items()
        if inode not in last and MONTH in str(path)
    }
    return Disk(
        together=sum(every.values()),
        last=sum(size for size, _ in last.values()),
        changed=sum(replaced.values()),
        beside={
            folder.name: sum(size for size, _ in files(folder).values())
            for folder in sorted(output.iterdir())
            if folder.is_dir() and not folder.is_symlink() and folder.name != "releases"
        },
    )


def files(folder: Path) -> dict[int, tuple[int, Path]]:
    """Size and place of each file below a folder, by inode."""
    found = {}
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            status = path.stat()
            found[status.st_ino] = (status.st_size, path.relative_to(folder))
    return found
