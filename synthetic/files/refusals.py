"""Folders in which no world is made: they hold something else, or their disk is too small."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from linkage.errors import ConfigError, ResourceError

from .drafts import DRAFT, FOLDERS, WORK, WORLD

PERSON_BYTES = 2_600
EVENT_BYTES = 900
"""Disk that a person and an event take at the most, files and working tables together, with a third to spare:
2.0 kB and 0.7 kB were measured on a world of 200,000 people."""


def refuse_other_world(directory: Path, about: Mapping[str, object]) -> None:
    """
    ConfigError unless `directory` is free: empty of data, or holding the world that `about` describes.

    `about` is what the new world.json will say of format and settings.
    """
    told = directory / WORLD
    if directory.exists() and not directory.is_dir():
        raise ConfigError(f"{directory}: is a file; choose a new folder")
    linked = [name for name in (*FOLDERS, DRAFT, WORK) if (directory / name).is_symlink()]
    if linked:
        raise ConfigError(
            f"{directory}: {', '.join(linked)} is a link, and none is followed; choose a new folder"
        )
    if not told.exists():
        if (directory / "job.toml").exists():
            raise ConfigError(
                f"{directory}: holds a job.toml that is not of a synthetic world; choose a new folder"
            )
        if any(any((directory / folder).glob("*")) for folder in FOLDERS):
            raise ConfigError(
                f"{directory}: did/, hes/, truth/ or lookups/ already hold files that are not a synthetic world;"
                " choose a new folder"
            )
        return
    try:
        found = json.loads(told.read_text("utf-8"))
        same = all(found[name] == value for name, value in about.items())
    except (ValueError, TypeError, KeyError):
        same = False
    if not same:
        raise ConfigError(
            f"{directory}: already holds a world made with other settings (see {WORLD} there);"
            " choose a new folder, use the same settings, or delete that world first"
        )


def refuse_small_disk(directory: Path, people: int, events: float) -> None:
    """ResourceError unless the disk of `directory` has room for a world of that size, its tables included."""
    nearest = next(folder for folder in (directory, *directory.parents) if folder.exists())
    needed = int(people * PERSON_BYTES + events * EVENT_BYTES)
    free = shutil.disk_usage(nearest).free
    if free < needed:
        raise ResourceError(
            f"{directory}: a world of {people:,} people needs about {needed / 1e9:.1f} GB of disk while it is made,"
            f" and {free / 1e9:.1f} GB are free; free some space, choose another folder, or ask for fewer people"
        )
