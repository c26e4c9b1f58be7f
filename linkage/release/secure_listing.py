"""
What lies in secure/NNNN, so that a change is found: SHA-256 by path, in a file whose own digest the journal keeps.

The manifest does not name these files: it goes with the release to people who are not to know of them. A release of a
version before this has no such list, and whether its secure files changed is not known.
"""

import hashlib
import os
from pathlib import Path

from linkage.release import disk, listing
from linkage.release.problem import Problem

NAME = "sha256.txt"


def write(folder: Path) -> None:
    """List every file of `folder`, at any depth, in the file NAME there."""
    lines = "".join(f"{listing.sha256(folder / path)}  {path}\n" for path in paths(folder))
    disk.write(folder / NAME, lines.encode())


def sync(folder: Path) -> None:
    """See all of `folder` to the disk."""
    for inner, _, names in os.walk(folder, topdown=False):
        for name in sorted(names):
            disk.sync(Path(inner, name))
        disk.sync(Path(inner))


def facts(folder: Path) -> dict[str, str]:
    """What the journal says of secure/NNNN: the digest of its list, if it has one."""
    path = folder / NAME
    return {"secure_sha256": hashlib.sha256(path.read_bytes()).hexdigest()} if path.is_file() else {}


def problems(folder: Path, published: str | None) -> list[Problem]:
    """What differs in secure/NNNN from what was published; `published` is the digest of its list, None if not known."""
    place = f"{folder.parent.name}/{folder.name}"
    if published is None:
        return []
    if folder.is_symlink() or not folder.is_dir():
        return [Problem(place, "is missing")]
    path = folder / NAME
    if path.is_symlink() or not path.is_file():
        return [Problem(f"{place}/{NAME}", "is missing, so what should lie beside it is not known")]
    if listing.sha256(path) != published:
        return [
            Problem(f"{place}/{NAME}", "is not as it was published: its SHA-256 differs from the journal's")
        ]
    listed = {
        name: digest
        for digest, name in (line.split("  ", 1) for line in path.read_text("utf-8").splitlines())
    }
    present = set(paths(folder))
    found = [
        Problem(f"{place}/{name}", "was not there when it was published")
        for name in sorted(present - set(listed))
    ]
    found += [Problem(f"{place}/{name}", "is missing") for name in sorted(set(listed) - present)]
    for name in sorted(present & set(listed)):
        if (folder / name).is_symlink():
            found.append(Problem(f"{place}/{name}", "is a link to somewhere else"))
        elif _digest(folder / name) != listed[name]:
            found.append(Problem(f"{place}/{name}", "is not as it was published: its SHA-256 differs"))
    return found


def paths(folder: Path) -> list[str]:
    """Every file and link below `folder` but the list itself, as relative paths with forward slashes, sorted."""
    return [path for path in listing.paths(folder) if path != NAME]


def _digest(path: Path) -> str | None:
    """None for what cannot be read, or is no file."""
    try:
        return listing.sha256(path) if path.is_file() else None
    except OSError:
        return None
