"""
What lies in secure/NNNN and state/kept/NNNN, so that a change is found: digests by path, in a list the journal names.

Each folder has its list, of SHA-256, in the file NAME; the journal keeps the digest of the list.

The manifest does not name these files: it goes with the release to people who are not to know of them. A release of a
version before this has no such list, and whether these files changed is not known.
"""

import os
from pathlib import Path

from linkage.errors import IntegrityError
from linkage.release import disk, journal
from linkage.release.content import listing
from linkage.release.layout import Layout
from linkage.release.problem import Problem, in_words

NAME = "sha256.txt"
SECURE, KEPT = "secure_sha256", "kept_sha256"
"""What the journal calls the digests of the two lists."""


def write(folder: Path) -> None:
    """List every file of `folder`, at any depth, in the file NAME there."""
    lines = "".join(f"{listing.sha256(folder / path)}  {path}\n" for path in paths(folder))
    disk.write(folder / NAME, lines.encode())


def sync(folder: Path) -> None:
    """Write all of `folder` to disk."""
    for inner, _, names in os.walk(folder, topdown=False):
        for name in sorted(names):
            disk.sync(Path(inner, name))
        disk.sync(Path(inner))


def facts(layout: Layout, number: str) -> dict[str, str]:
    """What the journal says of secure/NNNN and state/kept/NNNN: the digests of their lists, where they have one."""
    lists = {
        SECURE: layout.secure_release(number) / NAME,
        KEPT: layout.kept_release(number) / NAME,
    }
    return {name: listing.sha256(path) for name, path in lists.items() if path.is_file()}


def release_problems(layout: Layout, number: str) -> list[Problem]:
    """What differs in the two folders of a release from what was published, as far as that is known."""
    secure = journal.facts(layout.journal, SECURE).get(number)
    return problems(layout.secure_release(number), secure, layout.output) + kept_problems(layout, number)


def kept_problems(layout: Layout, number: str) -> list[Problem]:
    """The same of state/kept/NNNN alone."""
    kept = journal.facts(layout.journal, KEPT).get(number)
    return problems(layout.kept_release(number), kept, layout.output)


def refuse_changed_kept(layout: Layout, number: str) -> None:
    """IntegrityError when state/kept/NNNN is not as it was published: people could no longer be struck by it."""
    if found := kept_problems(layout, number):
        raise IntegrityError(
            f"what is kept of release {number} to find opt-outs by cannot be used, so nothing is published: "
            f"{in_words(found)}. Put state/kept/{number} back from your latest backup, or publish the months again in "
            "a new folder under [job] output"
        )


def problems(folder: Path, published: str | None, output: Path) -> list[Problem]:
    """What differs in `folder` from what was published; `published` is the digest of its list, None if not known."""
    place = folder.relative_to(output).as_posix()
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
    known = listed(folder)
    present = set(paths(folder))
    found = [
        Problem(f"{place}/{name}", "was not there when it was published")
        for name in sorted(present - set(known))
    ]
    found += [Problem(f"{place}/{name}", "is missing") for name in sorted(set(known) - present)]
    for name in sorted(present & set(known)):
        if (folder / name).is_symlink():
            found.append(Problem(f"{place}/{name}", "is a link to somewhere else"))
        elif _digest(folder / name) != known[name]:
            found.append(Problem(f"{place}/{name}", "is not as it was published: its SHA-256 differs"))
    return found


def listed(folder: Path) -> dict[str, str]:
    """SHA-256 of every file that the list in `folder` names, by path; none without a list."""
    path = folder / NAME
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}


def paths(folder: Path) -> list[str]:
    """Every file and link below `folder` but the list itself, as relative paths with forward slashes, sorted."""
    return [path for path in listing.paths(folder) if path != NAME]


def _digest(path: Path) -> str | None:
    """None for what cannot be read, or is no file."""
    try:
        return listing.sha256(path) if path.is_file() else None
    except OSError:
        return None
