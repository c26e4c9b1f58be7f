"""The index of another set of files is that of scratch to the byte, and looks at nobody of whom nothing has changed."""

import json
from pathlib import Path

import pytest

from linkage.cache.cache import Cache
from linkage.cache.uses import tidy
from linkage.editions import merged_people
from linkage.editions.earlier import Earlier
from linkage.editions.kept import Making
from linkage.engine.duckdb import DuckDBEngine
from linkage.session.surroundings import unheard
from linkage.words import value_id
from tests.cache.deliveries import Tables, differing, hospital_bytes, inputs_of, sources, tables, write

#            key  person number       born          sex  postcode    start
SAME = [
    ("1", "P1", "9990000018", "1971-02-03", "2", "AB1  2CD", "2018-11-01"),
    ("2", "P2", "9990000026", "1982-05-06", "1", "LF1  1EY", "2018-11-02"),
]
BEFORE = [
    ("3", "P3", "9990002002", "1990-01-31", "1", "LF1  1EY", "2019-04-02"),  # the address goes
    ("4", "P4", "", "1800-01-01", "2", "", "2019-04-03"),  # goes with their only record
    ("5", "P1", "9990000018", "1971-02-03", "2", "AB1  2CD", "2019-04-04"),  # as it was
    ("6", "", "9990000018", "1971-02-03", "2", "AB1  2CD", "2019-04-04"),  # nobody's
]
AFTER = [
    ("3", "P3", "9990002002", "1990-01-31", "1", "AB1  2CD", "2019-04-02"),
    ("5", "P1", "9990000018", "1971-02-03", "2", "AB1  2CD", "2019-04-04"),
    ("7", "P5", "9990000010", "1999-12-24", "9", "LF1  1EY", "2019-05-05"),  # new; a number that is none
    ("8", "P2", "9990000026", "1982-05-06", "1", "LF1  1EY", "2019-05-06"),  # as it was, in another year
]
OLD = {
    "HES_APC_1819.txt": hospital_bytes("apc", SAME),
    "HES_APC_1920_M08.txt": hospital_bytes("apc", BEFORE),
    "HES_OP_1920_M08.txt": hospital_bytes("op", BEFORE[:2]),
}
NEW = {
    "HES_APC_1819.txt": OLD["HES_APC_1819.txt"],
    "HES_APC_1920_M09.txt": hospital_bytes("apc", AFTER),
    "HES_OP_1920_M08.txt": OLD["HES_OP_1920_M08.txt"],
    "HES_AE_1920.txt": hospital_bytes("ae", SAME[:1]),
}


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[set[str]]:
    """The people of whom the index was made anew, each time that it was merged."""
    found: list[set[str]] = []
    take_over = merged_people.take_over

    def told(engine: DuckDBEngine, table: str, before: Earlier, people: str, making: Making) -> None:
        if table == "person":
            found.append({str(one) for (one,) in engine.rows(f"select person_id from {people}")})
        take_over(engine, table, before, people, making)

    monkeypatch.setattr(merged_people, "take_over", told)
    return found


def made(engine: DuckDBEngine, folder: Path, files: dict[str, bytes], cache: Cache, by: str) -> Tables:
    write(folder / "hes", files)
    return tables(engine, inputs_of(sources(folder / "hes", sorted(files), by), folder, cache))


def kept_bytes(cache: Cache, name: str) -> list[object]:
    """Size and digest of each file of the editions of that name, in the order in which they were used."""
    found = []
    for place in cache.used:
        content = json.loads((cache.folder / place / "content.json").read_bytes())["content"]
        if content["made_from"].get("made") == name:
            found.append(content["files"])
    return found


@pytest.mark.slow
@pytest.mark.parametrize("replace", ["rows", "year"])
def test_the_edition_is_that_of_scratch_to_the_byte(
    engine: DuckDBEngine, tmp_path: Path, looked_at: list[set[str]], replace: str
) -> None:
    """Forth and back: each time the tables are those without a cache, and the files those of a cache that was empty."""
    cache = Cache(tmp_path / "cache", unheard)
    made(engine, tmp_path, OLD, cache, replace)
    for name, files in (("new", NEW), ("old", OLD)):
        tidy(cache, 2)
        run = Cache(cache.folder, unheard)
        again = made(engine, tmp_path, files, run, replace)
        empty = Cache(tmp_path / name, unheard)
        scratch = made(engine, tmp_path, files, empty, replace)
        cache = run

        assert differing(again, scratch) == []
        for edition in ("index", "people"):
            assert kept_bytes(run, edition) == kept_bytes(empty, edition)
    assert len(looked_at) == 1
    assert "P1" in looked_at[0]  # in A&E for the first time, which the counts of birthdays tell
    assert "P2" not in looked_at[0]


@pytest.mark.slow
def test_where_ids_are_of_another_key_all_are_made(
    engine: DuckDBEngine, tmp_path: Path, looked_at: list[set[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after two rows came to one id: one row of the edition before tells it."""
    cache = Cache(tmp_path / "cache", unheard)
    monkeypatch.setattr(value_id, "FIRST", 2)
    made(engine, tmp_path, OLD, cache, "rows")
    monkeypatch.undo()
    tidy(cache, 2)
    again = made(engine, tmp_path, NEW, Cache(cache.folder, unheard), "rows")

    assert differing(again, made(engine, tmp_path, NEW, Cache(tmp_path / "empty", unheard), "rows")) == []
    assert looked_at == []


@pytest.mark.slow
def test_where_an_id_is_of_two_people_all_are_made(
    engine: DuckDBEngine, tmp_path: Path, looked_at: list[set[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One of whom was looked at anew, and one not: the next key would tell them apart."""
    cache = Cache(tmp_path / "cache", unheard)
    made(engine, tmp_path, OLD, cache, "rows")
    tidy(cache, 2)
    monkeypatch.setattr(merged_people, "of_two_people_sql", lambda *_: "select 1")
    again = made(engine, tmp_path, NEW, Cache(cache.folder, unheard), "rows")

    assert differing(again, made(engine, tmp_path, NEW, Cache(tmp_path / "empty", unheard), "rows")) == []
    assert looked_at == []


def test_what_an_edition_was_merged_from_stays_as_long_as_it(engine: DuckDBEngine, tmp_path: Path) -> None:
    """Runs that find it need nothing of what it is merged from, and the next set of files does."""
    kept = Cache(tmp_path / "cache", unheard)
    made(engine, tmp_path, OLD, kept, "rows")
    found = Cache(kept.folder, unheard)
    made(engine, tmp_path, OLD, found, "rows")

    assert set(found.used) == set(kept.used)
