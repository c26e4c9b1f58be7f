"""
Whose an output folder is, and what in it may be deleted.

The program works in a folder that it made: one that was not there or was empty, which it then marks, or one that bears
its mark. It deletes names of its own making and nothing else, and never through a link.
"""

import json
import os
import re
import stat
from collections.abc import Collection, Iterable
from pathlib import Path

from linkage.errors import ConfigError, IntegrityError
from linkage.release import disk, journal
from linkage.words.number_words import first_names

MARKER = ".hes-did-linkage"
MARKED = (
    "This folder is kept by the HES-DID linkage engine (`linkage`), which deletes and replaces files in it.\n"
    "Keep nothing of your own here. Without this file the engine will not work in the folder.\n"
)
OF_STATE = ("index", "kept", "shared", "receipts")
FOLDERS = ("releases", "secure", "reports", "state", *(f"state/{name}" for name in OF_STATE), "work", "cache")
"""What the program keeps in its folder; none of them may be a link."""
STATE = ("journal.jsonl", "journal.end", "lock", "lock.owner", "pseudonym.key", "costs.json", "store.json")
FILES = (MARKER, "current.txt", *(f"state/{name}" for name in STATE))
MOST_NAMED = 3

SPILL = "spill"
WORK_FILES = re.compile(
    r"tables\.duckdb(\.[a-z.]+)?|current\.txt\.draft|fetched-[0-9]+\.draft|steps\.json(\.draft)?"
)
WORK_LINKS = re.compile(r"current\.draft")
WORK_FOLDERS = re.compile(
    r"((removed-)?(release|secure|kept)|shared)-[0-9]{4,}|spark|site(-shareable)?\.draft"
)
SPILLED = re.compile(r"duckdb_temp_.+")
"""The names that are made in work/, by kind, and those that the database makes where it spills."""


def refuse_foreign(output: Path) -> None:
    """ConfigError for a folder that is not this program's, or holds a link or file where a folder of it belongs."""
    if not output.is_dir():
        return
    names = sorted(path.name for path in output.iterdir())
    if names and not is_ours(output):
        raise ConfigError(
            f"the output folder {output} holds {first_names(names, MOST_NAMED)} and is not one that this program "
            "made, so it will not write or delete there: name a new or empty folder under [job] output. If the folder "
            f"is this program's and its state/ was lost, put state/ back from a backup, or say so with `touch "
            f"{output / MARKER}`"
        )
    wrong = [name for name in FOLDERS if _is_there(output / name) and not _is(output / name, stat.S_ISDIR)]
    wrong += [name for name in FILES if _is_there(output / name) and not _is(output / name, stat.S_ISREG)]
    if wrong:
        raise ConfigError(
            f"in the output folder {output}, {', '.join(wrong)} is a link, or not of the kind this program makes; it "
            "follows none and removes none: move it away. For working files on another disk there is [duckdb] spill"
        )


def is_ours(output: Path) -> bool:
    """Whether a folder bears the mark, or what an earlier version, which made none, left in state/."""
    if _is(output / MARKER, stat.S_ISREG):
        return True
    if not _is(output / "state", stat.S_ISDIR):
        return False
    return _has_journal(output / "state" / "journal.jsonl") or _has_owner(output / "state" / "lock.owner")


def make(output: Path, folders: Iterable[Path]) -> None:
    """Make the folder, with the mark, and folders in it, for the owner alone."""
    disk.make_folder(output)
    mark(output)
    for folder in folders:
        disk.make_folder(folder)


def mark(output: Path) -> None:
    """Put the mark into a folder that `refuse_foreign` let pass."""
    if not _is_there(output / MARKER):
        disk.write(output / MARKER, MARKED.encode())


def sweep(work: Path, but: Collection[str] = ()) -> tuple[str, ...]:
    """Empty work/ of what the program makes there, `but` these; gives the names of what is not its own and was left."""
    left = []
    for path in sorted(work.iterdir()) if _is(work, stat.S_ISDIR) else ():
        if path.name in but:
            continue
        if path.name == SPILL and _is(path, stat.S_ISDIR):
            left += [f"{SPILL}/{name}" for name in clear_spill(path)]
        elif any(
            names.fullmatch(path.name) and _is(path, kind)
            for names, kind in (
                (WORK_FILES, stat.S_ISREG),
                (WORK_LINKS, stat.S_ISLNK),
                (WORK_FOLDERS, stat.S_ISDIR),
            )
        ):
            disk.remove(path)
        else:
            left.append(path.name)
    return tuple(left)


def clear_spill(folder: Path) -> tuple[str, ...]:
    """Remove what the database spilled into `folder`, and the folder when it is then empty; names of what was left."""
    left = []
    for path in sorted(folder.iterdir()) if _is(folder, stat.S_ISDIR) else ():
        if SPILLED.fullmatch(path.name) and _is(path, stat.S_ISREG):
            disk.remove(path)
        else:
            left.append(path.name)
    if not left:
        disk.remove_empty(folder)
    return tuple(left)


def remove_unfinished(folder: Path) -> None:
    """Remove the folder of a release that nobody was shown; ConfigError when its name is borne by a link or a file."""
    if not _is_there(folder):
        return
    if not _is(folder, stat.S_ISDIR):
        raise ConfigError(
            f"{folder} is a link or a file where this program keeps folders, and is not its to remove: move it away"
        )
    disk.remove(folder)


def _has_journal(path: Path) -> bool:
    try:
        return _is(path, stat.S_ISREG) and bool(journal.entries(path))
    except (OSError, IntegrityError):
        return False


def _has_owner(path: Path) -> bool:
    """Whether the note of who held the lock last is there: a folder in which no month was published has no journal."""
    try:
        return _is(path, stat.S_ISREG) and set(json.loads(path.read_text("utf-8"))) == {"pid", "host"}
    except (OSError, ValueError, TypeError, RecursionError):
        return False


def _is_there(path: Path) -> bool:
    return os.path.lexists(path)


def _is(path: Path, kind: disk.Kind) -> bool:
    """Whether `path` itself, not what it leads to, is there and of a kind."""
    try:
        return kind(path.lstat().st_mode)
    except OSError:
        return False
