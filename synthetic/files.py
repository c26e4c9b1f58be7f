"""Files of a world: written whole to a draft folder, then put in their places one after another."""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from linkage.engine.duckdb import DuckDBEngine
from linkage.engine.failure import told_without_values
from linkage.engine.quote import identifier, literal
from linkage.errors import ConfigError

DRAFT = ".world-draft"
WORK = ".world-work"
WORLD = "world.json"
FOLDERS = ("did", "hes", "truth", "lookups")


def refuse_other_world(directory: Path, about: Mapping[str, object]) -> None:
    """
    ConfigError unless `directory` is free: empty of data, or holding the world that `about` describes.

    `about` is what the new world.json will say of format and settings.
    """
    told = directory / WORLD
    if directory.exists() and not directory.is_dir():
        raise ConfigError(f"{directory}: is a file; choose a new folder")
    if not told.exists():
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


@contextmanager
def worked_in(directory: Path) -> Iterator[Path]:
    """A folder in `directory` for the tables of a world while it is made; nothing of it stays."""
    work = directory / WORK
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    try:
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
        written = engine.connection.execute(
            f"copy (select {listed} from {source} order by {order}) to {literal(str(target))} ({options})"
        ).fetchall()
    return int(written[0][0])
