"""One piece of a country: a stretch of its people, written whole into a folder of its own or not at all."""

import gzip
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from benchmarks.national.size import CONTACT_TIMES, EVENTS_PER_PERSON_MONTH
from linkage.engine.duckdb import DuckDBEngine, Session
from synthetic.draws import Draws, stretch_of_country
from synthetic.files.data_files import write_data_files
from synthetic.files.drafts import FOLDERS
from synthetic.settings import WorldSettings
from synthetic.tables import tables

TOLD = "piece.json"
"""Written last: its members with their sizes, and its rows."""

MEMORY_LIMIT = "700MB"
"""Of the database that makes a piece, whatever the size of the country."""

COMPRESSED = ("did", "hes")
"""The folders whose files are compressed; the truth and the lookups are not, which no program is measured by."""

LEVEL = 1
"""Of compression: the fastest, and some five times smaller than text."""

BUFFER = 1 << 20


def folder_of(pieces: Path, nth: int) -> Path:
    """Where the `nth` piece lies."""
    return pieces / f"{nth:04}"


def is_whole(piece: Path) -> bool:
    """Whether a piece is there with every byte of it."""
    try:
        members = json.loads((piece / TOLD).read_text("utf-8"))["members"]
        return all((piece / name).stat().st_size == size for name, size in members.items())
    except (OSError, ValueError, KeyError):
        return False


def make_piece(pieces: Path, nth: int, people: int, seed: int) -> dict[str, int]:
    """
    Make the `nth` piece, from 0, if it is not whole; gives its rows by file.

    The same seed, number and people give the same bytes. What a broken making left of it goes.
    """
    piece = folder_of(pieces, nth)
    if not is_whole(piece):
        draft = pieces / f".{nth:04}.part"
        for left in (draft, piece):
            shutil.rmtree(left, ignore_errors=True)
        draft.mkdir(parents=True)
        rows = write_piece(draft, nth, people, seed)
        members = {
            str(path.relative_to(draft)): path.stat().st_size
            for path in sorted(draft.rglob("*.*"))
            if path.is_file()
        }
        told = json.dumps({"members": members, "rows": rows}, indent=2, sort_keys=True)
        (draft / TOLD).write_text(told + "\n", "utf-8")
        os.replace(draft, piece)  # noqa: PTH105  a folder that is whole takes its place at once
    found: dict[str, int] = json.loads((piece / TOLD).read_text("utf-8"))["rows"]
    return found


def write_piece(draft: Path, nth: int, people: int, seed: int) -> dict[str, int]:
    """Write the members of a piece below `draft`; gives rows by the file of the country they are a part of."""
    settings = WorldSettings(people=people, seed=seed, events_per_person_month=EVENTS_PER_PERSON_MONTH)
    draws = Draws(seed, stretch_of_country(nth, people))
    work = draft / "work"
    for folder in (*FOLDERS, work.name):
        (draft / folder).mkdir()
    engine = DuckDBEngine(
        Session(
            folders=(draft,), database=work / "piece.duckdb", spill=work / "spill", memory_limit=MEMORY_LIMIT
        )
    )
    try:
        for table, query in tables(draws, settings).items():
            engine.create(table, busier(query) if table == "world_patient" else query)
        rows = write_data_files(engine, settings, draft, draws)
    finally:
        engine.close()
    shutil.rmtree(work)
    return {member(draft, name, is_first=nth == 0): count for name, count in rows.items()}


def busier(patients: str) -> str:
    """The patients, with as many contacts as a country has."""
    times = ", ".join(f"{mean} * {factor} as {mean}" for mean, factor in CONTACT_TIMES.items())
    return f"select * replace ({times}) from ({patients}) as usual"


def member(draft: Path, name: str, *, is_first: bool) -> str:
    """Make a written file a member: without its header unless it is the first, and compressed; gives its name."""
    path = draft / name
    folder = Path(name).parts[0]
    skips_header = not is_first and folder != "did"
    target = (
        path.with_name(f"{path.name}.gz") if folder in COMPRESSED else path.with_name(f"{path.name}.member")
    )
    with path.open("rb") as lines:
        if skips_header:
            lines.readline()
        if folder in COMPRESSED:
            with (
                target.open("wb") as raw,
                gzip.GzipFile("", "wb", compresslevel=LEVEL, fileobj=raw, mtime=0) as packed,
            ):
                shutil.copyfileobj(lines, packed, BUFFER)
        else:
            with target.open("wb") as plain:
                shutil.copyfileobj(lines, plain, BUFFER)
    path.unlink()
    if folder not in COMPRESSED:
        target.rename(path)
        target = path
    return str(target.relative_to(draft))


def parts_of(pieces: Path, count: int, name: str) -> Iterator[Path]:
    """The members that are a file of the country, in order."""
    for nth in range(count):
        yield folder_of(pieces, nth) / name
