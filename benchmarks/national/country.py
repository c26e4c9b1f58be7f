"""A country's world: made piece by piece, each kept, and put together when all are whole."""

import json
import os
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any

from filelock import FileLock, Timeout

from benchmarks.national.piece import BUFFER, make_piece, parts_of
from benchmarks.national.size import Size
from benchmarks.process import apart
from synthetic.files.job_file import job_text
from synthetic.settings import WorldSettings

FORMAT = 2
"""Raised when the same size and seed come to give other files."""

BEGUN, WHOLE = "country.json", "world.json"
"""What a folder is of, from the start; and that it is whole, with its rows."""

ONCE = "lookups/modality.csv"
"""The same in every piece."""

Maker = Callable[[Path, int, int, int], Mapping[str, int]]


def in_a_process(pieces: Path, nth: int, people: int, seed: int) -> Mapping[str, int]:
    """A piece made in a process of its own, which gives all its memory back."""
    rows: dict[str, int] = apart(make_piece, pieces, nth, people, seed).answer
    return rows


def make_country(
    folder: Path, size: Size, seed: int, maker: Maker = in_a_process, at_once: int = 1
) -> dict[str, Any]:
    """
    The world in `folder`, made or gone on with; gives what world.json says of it: people, pieces, and rows by file.

    SystemExit when the folder is of another size or seed, or somebody else is making it. A piece that is whole is not
    made again, and the files are those of a making that was never broken off. `at_once` of them are made side by side.
    """
    with alone(folder):
        return made_or_gone_on_with(folder, size, seed, maker, at_once)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Held by one maker of a folder; SystemExit for a second. The lock lies beside it, and ends with its process."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder.with_name(f".{folder.name}.lock"), blocking=False)
    try:
        lock.acquire()
    except Timeout:
        raise SystemExit(
            f"{folder}: somebody else is making it; wait for that to end, and try again"
        ) from None
    try:
        yield
    finally:
        lock.release()


def made_or_gone_on_with(folder: Path, size: Size, seed: int, maker: Maker, at_once: int) -> dict[str, Any]:
    """The same, for whoever holds it alone."""
    about = {"format": FORMAT, "people": size.people, "piece_people": size.piece_people, "seed": seed}
    folder.mkdir(parents=True, exist_ok=True)
    refuse_another(folder, about)
    pieces, told = folder / "pieces", folder / WHOLE
    if not told.exists():
        rows: Counter[str] = Counter()
        for made, counts in enumerate(pieces_made(pieces, size, seed, maker, at_once), 1):
            rows.update(counts)
            sys.stderr.write(f"\rpiece {made} of {size.pieces}")
        sys.stderr.write("\n")
        for name in rows:
            put_together(folder, pieces, 1 if name == ONCE else size.pieces, name)
        rows[ONCE] //= size.pieces
        (folder / "job.toml").write_text(compressed_job(seed), "utf-8", newline="\n")
        put(told, json.dumps({**about, "rows": rows}, indent=2, sort_keys=True))
    shutil.rmtree(pieces, ignore_errors=True)
    found: dict[str, Any] = json.loads(told.read_text("utf-8"))
    return found


def pieces_made(
    pieces: Path, size: Size, seed: int, maker: Maker, at_once: int
) -> Iterator[Mapping[str, int]]:
    """
    Each piece's rows by file, in order.

    When one fails no other is begun, and those under way are made to their end.
    """
    has_failed = Event()

    def one(nth: int) -> Mapping[str, int]:
        if has_failed.is_set():
            raise CancelledError
        try:
            return maker(pieces, nth, size.piece_people, seed)
        except BaseException:
            has_failed.set()
            raise

    with ThreadPoolExecutor(at_once) as pool:
        yield from pool.map(one, range(size.pieces))


def refuse_another(folder: Path, about: Mapping[str, object]) -> None:
    """SystemExit for a folder of another country, or of something else; a free one is told what it is of."""
    begun = folder / BEGUN
    if not begun.exists():
        if any(folder.iterdir()):
            raise SystemExit(
                f"{folder}: holds files that are not of a country; name another folder with --work"
            )
        put(begun, json.dumps(about, indent=2, sort_keys=True))
    elif json.loads(begun.read_text("utf-8")) != about:
        raise SystemExit(f"{folder}: holds a country of another size, seed or format; delete it first")


def put_together(folder: Path, pieces: Path, count: int, name: str) -> None:
    """One file of the country from its members, in order; one that is there already is whole."""
    target = folder / name
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.part")
    with beside.open("wb") as whole:
        for part in parts_of(pieces, count, name):
            with part.open("rb") as member:
                shutil.copyfileobj(member, whole, BUFFER)
    os.replace(beside, target)  # noqa: PTH105


def compressed_job(seed: int) -> str:
    """The job file of a world, whose files are compressed."""
    text = job_text(WorldSettings(people=100, seed=seed))
    return text.replace('.txt"', '.txt.gz"').replace('did/*.csv"', 'did/*.csv.gz"')


def put(target: Path, text: str) -> None:
    """A small file, whole or not at all."""
    beside = target.with_name(f".{target.name}.part")
    beside.write_text(text + "\n", "utf-8", newline="\n")
    os.replace(beside, target)  # noqa: PTH105
