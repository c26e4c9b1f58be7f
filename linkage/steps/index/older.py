"""Older person indexes go when a new one is kept: those that bear a name of this program's making, and nothing else."""

import re
import shutil
from pathlib import Path

KEPT = re.compile(r"[0-9a-f]{32,64}|\.[0-9a-f]{32,64}\.draft")
"""The name of an index, and of one that is being written."""


def remove_older(place: Path, *, but: Path) -> None:
    """Remove every index, or draft of one, in `place` but one; other names, files and links are left as they are."""
    for folder in sorted(place.iterdir()):
        if folder != but:
            remove_index(folder)


def remove_index(folder: Path) -> None:
    """Remove an index, or a draft of one, if it is a folder that has such a name."""
    if KEPT.fullmatch(folder.name) and folder.is_dir() and not folder.is_symlink():
        shutil.rmtree(folder)
