"""Drafts: a world is written whole to a folder of its own, then put in its place file after file."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from linkage.files import ending

DRAFT = ".world-draft"
WORK = ".world-work"
WORLD = "world.json"
FOLDERS = ("did", "hes", "truth", "lookups")


@contextmanager
def worked_in(directory: Path) -> Iterator[Path]:
    """A folder in `directory` for the tables of a world while it is made; nothing of it stays."""
    work = directory / WORK
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    try:
        with ending.cleared_by(lambda: shutil.rmtree(work, ignore_errors=True)):
            yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


@contextmanager
def drafted(directory: Path) -> Iterator[Path]:
    """A draft folder in `directory`; if the block succeeds its files take their places, world.json last."""
    draft = directory / DRAFT
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    try:
        for folder in FOLDERS:
            (draft / folder).mkdir()
        with ending.cleared_by(lambda: shutil.rmtree(draft, ignore_errors=True)):
            yield draft
        written = sorted(path.relative_to(draft) for path in draft.rglob("*") if path.is_file())
        for path in sorted(written, key=lambda path: path.name == WORLD):
            (directory / path).parent.mkdir(exist_ok=True)
            os.replace(draft / path, directory / path)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
