"""Files of a world: written whole to a draft folder, then put in their places one after another."""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from linkage import ending
from linkage.engine.duckdb import DuckDBEngine
from linkage.engine.failure import told_without_values
from linkage.engine.quote import identifier, literal
from linkage.errors import ConfigError, ResourceError

DRAFT = ".world-draft"
WORK = ".world-work"
WORLD = "world.json"

PERSON_BYTES = 2_600
EVENT_BYTES = 900
"""Disk that a person and an event take at the most, files and working tables together, with a third to spare:
2.0 kB and 0.7 kB were measured on a world of 200,000 people."""
FOLDERS = ("did", "hes", "truth", "lookups")


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


def write_delimited(
    engine: DuckDBEngine,
    columns: Mapping[str, str],
    source: str,
    order: str,
    target: Path,
    *,
    delimiter: str,
    header: bool,
) -> int:
    """
    Write one text file and give its number of rows: LF, unquoted, blank for null, in the order of `order`.

    `columns` maps each name to the expression that fills it; `source` is what follows `from`.
    """
    listed = ", ".join(f"{expression} as {identifier(name)}" for name, expression in columns.items())
    options = f"format csv, delimiter {literal(delimiter)}, header {str(header).lower()}, quote '', escape ''"
    with told_without_values(f"writing {target.name}", unsafe_debug=engine.session.unsafe_debug):
        return copy_out(engine, f"select {listed} from {source} order by {order}", target, options)


def copy_out(engine: DuckDBEngine, query: str, target: Path, options: str) -> int:
    """Copy the rows of a query to a text file and give their number."""
    written = engine.connection.execute(f"copy ({query}) to {literal(str(target))} ({options})").fetchall()
    return int(written[0][0])
