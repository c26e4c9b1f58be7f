"""Editions: nothing is made twice of files that are as they were; another order or another file is another edition."""

from pathlib import Path

import pytest

from linkage.cache.cache import Cache
from linkage.editions.index import TABLES
from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.inputs import read_file as reading
from tests.cache.deliveries import differing, hospital_bytes, inputs_of, sources, tables, write

ROWS = [
    ("1", "P1", "9990000018", "1971-02-03", "2", "AB1  2CD", "2019-11-01"),
    ("2", "P2", "9990000026", "1982-05-06", "1", "LF1  1EY", "2019-11-02"),
]
FILES = {
    "HES_APC_1819.txt": hospital_bytes("apc", ROWS),
    "HES_APC_1920.txt": hospital_bytes("apc", [(*ROWS[0][:6], "2019-12-24")]),
    "HES_OP_1920.txt": hospital_bytes("op", ROWS),
    "HES_AE_1920.txt": hospital_bytes("ae", ROWS[:1]),
}


def test_files_as_they_were_are_neither_read_nor_standardised(
    engine: DuckDBEngine, cache: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything comes from the cache: nothing is parsed and nothing is kept anew, under other names too."""
    write(tmp_path / "hes", FILES)
    made = tables(engine, inputs_of(sources(tmp_path / "hes", list(FILES)), tmp_path, cache))

    def never(*_: object, **__: object) -> None:
        raise AssertionError("made again")

    monkeypatch.setattr(reading, "_read_file", never)
    monkeypatch.setattr(Cache, "keep", never)
    again = tables(engine, inputs_of(sources(tmp_path / "hes", list(FILES)), tmp_path, cache))
    renamed = {name.replace("HES", "NHS"): content for name, content in FILES.items()}
    write(tmp_path / "hes", renamed)
    elsewhere = tables(engine, inputs_of(sources(tmp_path / "hes", list(renamed)), tmp_path, cache))

    assert differing(again, made) == []
    assert differing(elsewhere, made) == ["input_file"]


def test_a_kept_index_is_read_where_it_lies(
    engine: DuckDBEngine, cache: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No table of everybody is packed and put in order anew; a first run makes each of them."""
    write(tmp_path / "hes", FILES)
    put: list[str] = []
    create = DuckDBEngine.create

    def noted(self: DuckDBEngine, table: str, query: str, *, brief: bool = False) -> int:
        put.append(table)
        return create(self, table, query, brief=brief)

    monkeypatch.setattr(DuckDBEngine, "create", noted)
    made = tables(engine, inputs_of(sources(tmp_path / "hes", list(FILES)), tmp_path, cache))
    first = set(put)
    put.clear()
    again = tables(engine, inputs_of(sources(tmp_path / "hes", list(FILES)), tmp_path, cache))

    assert set(TABLES) <= first
    assert not set(TABLES) & set(put)
    assert differing(again, made) == []


@pytest.mark.slow
def test_another_order_of_the_files(engine: DuckDBEngine, cache: Cache, tmp_path: Path) -> None:
    """Other rows count, though the parts are the same."""
    write(tmp_path / "hes", FILES)
    made = tables(engine, inputs_of(sources(tmp_path / "hes", list(FILES)), tmp_path, cache))
    reversed_names = list(reversed(FILES))
    scratch = tables(engine, inputs_of(sources(tmp_path / "hes", reversed_names), tmp_path))
    cached = tables(engine, inputs_of(sources(tmp_path / "hes", reversed_names), tmp_path, cache))

    assert differing(cached, scratch) == []
    assert "episode" in differing(cached, made)
    assert len(list((cache.folder / "parts").iterdir())) == len(FILES) + 1
