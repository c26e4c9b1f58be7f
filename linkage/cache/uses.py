"""
What of the cache stays: the entries of the last few runs that worked on different files, and nothing else.

cache/uses.json lists them, those of the last run at the end. It is read and written at the end of a run, never in the
middle of one; what an entry is for is said by the entry itself, so losing the list costs time and nothing else.
"""

import json
from pathlib import Path

from linkage.cache.cache import KINDS, Cache
from linkage.cache.entry import CONTENT, DRAFT, NAME
from linkage.release import disk

LIST = "uses.json"


def tidy(cache: Cache, keep: int) -> None:
    """
    Note what this run has used, and remove what none of the last `keep` sets of uses has, and drafts of killed runs.

    A set that is part of another is that other: training reads what a run reads, and a strike less. With `keep` 0
    everything goes. Names that are not of this program's making are left.
    """
    if not cache.folder.is_dir() or cache.folder.is_symlink():
        return
    now = set(cache.used)
    uses = [use for use in read_uses(cache.folder) if not use <= now]
    larger = next((use for use in reversed(uses) if now <= use), None)
    if larger is not None:
        uses.remove(larger)
    uses = [*uses, larger or now][-keep:] if keep else []
    kept = set().union(*uses)
    for kind in KINDS:
        for folder in _entries(cache.folder / kind):
            if f"{kind}/{folder.name}" not in kept:
                disk.remove(folder)
    text = json.dumps([sorted(use) for use in uses], indent=1) + "\n"
    disk.replace(cache.folder / LIST, text.encode(), draft=cache.folder / f".{LIST}")


def read_uses(folder: Path) -> list[set[str]]:
    """The sets of uses, the last at the end; none when the list is not there, or is no list."""
    try:
        said = json.loads((folder / LIST).read_bytes())
        return [{str(name) for name in use} for use in said if isinstance(use, list)]
    except (OSError, ValueError, TypeError, RecursionError):
        return []


def last_used(folder: Path, kind: str = "") -> list[str]:
    """The names in the sets of uses, or those that begin with `kind`, those of the last run first, each once."""
    names = (name for use in reversed(read_uses(folder)) for name in sorted(use))
    return list(dict.fromkeys(name for name in names if name.startswith(kind)))


def last_made(folder: Path, made: str) -> Path | None:
    """The entry called `made` that the last run used; None when the cache has none."""
    for name in last_used(folder):
        if NAME.fullmatch(Path(name).name) and _made(folder / name) == made:
            return folder / name
    return None


def remove_earlier_index(state: Path) -> None:
    """Remove the person index that earlier versions kept in state/: it is not read any more."""
    place = state / "index"
    if not place.is_dir() or place.is_symlink():
        return
    for folder in _entries(place):
        disk.remove(folder)
    if not any(place.iterdir()):
        disk.remove_empty(place)


def _entries(place: Path) -> list[Path]:
    """The folders in a place that have the name of an entry or of its draft."""
    if not place.is_dir() or place.is_symlink():
        return []
    return [
        path
        for path in sorted(place.iterdir())
        if (NAME.fullmatch(path.name) or DRAFT.fullmatch(path.name))
        and path.is_dir()
        and not path.is_symlink()
    ]


def _made(folder: Path) -> str | None:
    try:
        return str(json.loads((folder / CONTENT).read_bytes())["content"]["made_from"].get("made"))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
