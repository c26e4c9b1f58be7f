"""Hospital rows that a later one of their record key replaced, by file: drawn files, with the cache and without."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from linkage.cache.cache import Cache
from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.steps.inputs.read import read_inputs
from tests.inputs.sample import APC_NAMES, apc, apc_row, put, text

DRAWN: dict[str, tuple[list[list[str]], dict[int, tuple[int, int]]]] = {
    # keys of each file, in order of precedence -> by file, rows superseded and rows superseding
    "no key twice": ([["A", "B"], ["C"]], {}),
    "a file sent again in part": ([["A", "B", "C"], ["B"]], {1: (1, 0), 2: (0, 1)}),
    "three files": ([["A"], ["A", "B"], ["A", "C"]], {1: (1, 0), 2: (1, 0), 3: (0, 1)}),
    "within a file": ([["A", "A", "A", "B"]], {1: (2, 1)}),
    "within and between": ([["A", "A"], ["A", "B"], ["B"]], {1: (2, 0), 2: (1, 1), 3: (0, 1)}),
    "of several people": ([["A", "S1"], ["A", "S2"]], {1: (1, 0), 2: (0, 1)}),
}


@pytest.mark.parametrize(("keys", "expected"), DRAWN.values(), ids=DRAWN)
def test_they_are_counted_by_file(
    tmp_path: Path, keys: list[list[str]], expected: dict[int, tuple[int, int]]
) -> None:
    """The same from the cache, and of each key one row is left; the ledger of each file is as it was."""
    paths = [put(tmp_path, f"{n}.txt", content(some)) for n, some in enumerate(keys)]
    cache = Cache(tmp_path / "cache", warn=lambda _: None)
    engine = DuckDBEngine(Session(folders=(tmp_path,), threads=1))
    for kept in (cache, cache, None):
        read_inputs(engine, [replace(apc(*paths), max_damaged_key_share=1.0)], cache=kept)
        found = engine.rows("select * from superseded_file order by 1")
        ledger = engine.rows("select rows_read, rows_accepted + rows_quarantined from input_file")
        assert {number: rows for number, *rows in found} == {n: list(rows) for n, rows in expected.items()}
        assert all(read == balanced for read, balanced in ledger)
    accepted = engine.count("select cast(sum(rows_accepted) as bigint) from input_file")
    left = accepted - sum(superseded for superseded, _ in expected.values())
    assert engine.count("select count(distinct record_key) from apc_raw") == left
    engine.close()


def content(keys: Sequence[str]) -> bytes:
    """Episodes with these keys; S1 and S2 are one key of two people."""
    rows = [
        [key[0], f"P{key}", *apc_row(1)[2:]] if key[0] == "S" else [key, "P1", *apc_row(1)[2:]]
        for key in keys
    ]
    return text([list(APC_NAMES), *rows], delimiter="|")
