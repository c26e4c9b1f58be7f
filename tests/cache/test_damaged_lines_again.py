"""A damaged file that is sent after a good one, or before it: read with what is known of the other as read alone."""

from pathlib import Path

import pytest

from linkage.cache.cache import Cache
from linkage.cache.uses import tidy
from linkage.engine.duckdb import DuckDBEngine
from linkage.errors import LinkageError
from linkage.session.surroundings import unheard
from linkage.steps.inputs.again import earlier
from linkage.steps.inputs.read import read_inputs
from tests.cache.awkward import yielded
from tests.inputs.damaged import Damaged, files, source_of

EVERY = 9
"""Of the files, one in so many is looked at by day."""
TEXTS = [one for one in files() if one.name == one.good.name == "apc.txt"]


def read(engine: DuckDBEngine, file: Damaged, folder: Path, cache: Cache | None) -> object:
    """What reading yields, or the words with which the file is refused; a later run finds what this one used."""
    told: list[str] = []
    try:
        read_inputs(engine, [source_of(file, folder)], cache=cache, warn=told.append)
    except LinkageError as problem:
        return str(problem)
    if cache is not None:
        tidy(cache, 2)
    return yielded(engine), told


def as_alone(engine: DuckDBEngine, months: list[Damaged], folder: Path) -> int:
    """Each file with the cache of those before it; gives how many have rows of an earlier one."""
    known = 0
    for file in months:
        cache = Cache(folder / "cache", unheard)
        found = read(engine, file, folder, cache)
        assert found == read(engine, file, folder, None), file.case
        known += any((cache.folder / name / "number.parquet").exists() for name in cache.used)
    return known


def all_as_alone(engine: DuckDBEngine, folder: Path, monkeypatch: pytest.MonkeyPatch, every: int) -> None:
    """A good file, one in so many of the damaged ones, and the good one with a line less, in a folder for each."""
    monkeypatch.setattr(earlier, "FEWEST_ROWS", 1)
    known = []
    for nth, damaged in enumerate(TEXTS[::every]):
        place = folder / str(nth)
        place.mkdir()
        good = Damaged("good", damaged.good, damaged.name, damaged.good.content)
        shorter = Damaged(
            "shorter", damaged.good, damaged.name, good.content[: good.content.rindex(b"\n", 0, -1) + 1]
        )
        known.append(as_alone(engine, [good, damaged, shorter], place))
    assert max(known) == 2 and sum(known) >= len(known)


def test_damaged_files(engine: DuckDBEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some of them: fields, quotes, encodings, keys and headers that are not as they should be."""
    all_as_alone(engine, tmp_path, monkeypatch, EVERY)


@pytest.mark.slow
def test_every_damaged_file(engine: DuckDBEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same of all."""
    all_as_alone(engine, tmp_path, monkeypatch, 1)
