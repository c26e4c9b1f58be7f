"""
What releases take on the disk: a file that several of them share counts once.

The tables of a month grow with its people, and a release that did not make them has only their names. What a release
writes whole, since it speaks of all months (statistics, report, manifest), grows with the number of months, and hardly
with that of people. From the two of one size of world, the share of another follows: see `share_at`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

MONTH = "test_month="


@dataclass(frozen=True)
class Disk:
    """Bytes of an output folder."""

    months: int
    """Tables of the months, as the last release has them."""
    changed: int
    """Tables of months as an earlier release wrote them anew, which the last has otherwise."""
    whole: Mapping[str, int]
    """Of all releases, by the first part of its path: whatever is of no one month."""
    whole_last: Mapping[str, int]
    """The same of the last alone."""
    beside: Mapping[str, int]
    """Of the other folders: secure, state, cache, reports."""

    @property
    def last(self) -> int:
        """The last release alone."""
        return self.months + sum(self.whole_last.values())

    @property
    def together(self) -> int:
        """All releases."""
        return self.months + self.changed + sum(self.whole.values())

    @property
    def share(self) -> float:
        """All releases but for what changed, to the last one: 1 when nothing is there twice."""
        return self.share_at(1.0)

    def share_at(self, times: float) -> float:
        """The same with so many times the people: tables of months grow with them, and nothing else."""
        months = self.months * times
        return (months + sum(self.whole.values())) / (months + sum(self.whole_last.values()))

    def person_month(self, people: int, months: int) -> float:
        """Bytes of the tables of a month, a person of the world."""
        return self.months / people / months


def disk(output: Path) -> Disk:
    """The disk that an output folder takes."""
    releases = sorted((output / "releases").iterdir(), key=lambda folder: int(folder.name))
    held = [files(folder) for folder in releases]
    every = {inode: found for of_release in held for inode, found in of_release.items()}
    last = held[-1]
    return Disk(
        months=sum(size for size, path in last.values() if is_of_month(path)),
        changed=sum(size for inode, (size, path) in every.items() if is_of_month(path) and inode not in last),
        whole=by_part(every),
        whole_last=by_part(last),
        beside={
            folder.name: sum(size for size, _ in files(folder).values())
            for folder in sorted(output.iterdir())
            if folder.is_dir() and not folder.is_symlink() and folder.name != "releases"
        },
    )


def is_of_month(path: Path) -> bool:
    """Whether a file of a release is a table of one month."""
    return any(part.startswith(MONTH) for part in path.parts)


def by_part(found: Mapping[int, tuple[int, Path]]) -> dict[str, int]:
    """Bytes of files that are of no one month, by the file or folder of the release that they lie in."""
    sizes: dict[str, int] = {}
    for size, path in found.values():
        if not is_of_month(path):
            name = "/".join(path.parts[:2])
            sizes[name] = sizes.get(name, 0) + size
    return sizes


def files(folder: Path) -> dict[int, tuple[int, Path]]:
    """Size and place of each file below a folder, by inode."""
    found = {}
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            status = path.stat()
            found[status.st_ino] = (status.st_size, path.relative_to(folder))
    return found
