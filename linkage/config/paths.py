"""Paths and globs of the job file, expanded in one place before the database is told which folders exist."""

from collections.abc import Iterable
from glob import glob
from pathlib import Path

from linkage.config.file_order import DEFAULT_ORDER, Order, in_order
from linkage.errors import InputError


def expand(
    folder: Path, patterns: Iterable[str], *, key: str, order: Order = DEFAULT_ORDER
) -> tuple[Path, ...]:
    """
    The files that `patterns`, relative to `folder`, name: patterns in order, and in `file_order` within each.

    A file that two patterns name counts at its first place. Raises InputError for a pattern without a file: a month
    that did not arrive must not look like a month without events.
    """
    found: dict[Path, None] = {}
    empty = []
    for pattern in patterns:
        names = glob(pattern, root_dir=folder, recursive=True)  # noqa: PTH207 - a pattern may be absolute
        matched = [folder / name for name in in_order(names, order) if not (folder / name).is_dir()]
        if not matched:
            empty.append(pattern)
        found |= dict.fromkeys(matched)
    if empty:
        listed = ", ".join(f'"{pattern}"' for pattern in empty)
        raise InputError(
            f"{key}: no file matches {listed} in {folder}; put the files there or correct the pattern"
        )
    return tuple(found)
