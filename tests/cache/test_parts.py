"""A part is what reading yields: found by the file's bytes and how they are read, whole, and no other."""

import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from linkage.cache.cache import Cache
from linkage.engine.duckdb import DuckDBEngine
from linkage.errors import InputError
from linkage.steps.inputs import read_file as reading
from linkage.steps.inputs import taken
from linkage.steps.inputs.plan import Plan
from linkage.steps.inputs.read import read_inputs
from linkage.steps.inputs.source import Source
from linkage.steps.inputs.values.passing import Passing
from tests.cache.awkward import awkward, yielded
from tests.inputs.sample import apc, apc_row, did, did_row, put, text

SMALL = text([did_row(1), ["short"], did_row(2)])


@pytest.fixture
def read_files(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are parsed."""
    found: list[str] = []
    as_it_was = reading._read_file

    def noted(engine: DuckDBEngine, plan: Plan, sha256: str, passing: Passing) -> object:
        found.append(plan.file.name)
        return as_it_was(engine, plan, sha256, passing)

    monkeypatch.setattr(reading, "_read_file", noted)
    return found


def parts(cache: Cache) -> list[Path]:
    """The folders of the parts."""
    return sorted((cache.folder / "parts").iterdir())


def read(engine: DuckDBEngine, cache: Cache | None, *sources: Source) -> dict[str, str]:
    """What reading yields, as digests."""
    read_inputs(engine, sources, cache=cache)
    return yielded(engine)


def test_what_is_taken_from_the_cache_is_what_would_be_read(
    engine: DuckDBEngine, cache: Cache, tmp_path: Path, read_files: list[str]
) -> None:
    """Every table, of files with everything wrong that a file may have; the second time none is parsed."""
    found: Sequence[Source] = awkward(tmp_path / "files")
    made = read(engine, None, *found)
    first = read(engine, cache, *found)
    parsed, read_files[:] = len(read_files), []
    second = read(engine, cache, *found)

    assert first == made
    assert second == made
    assert parsed == 2 * sum(len(one.files) for one in found)
    assert read_files == []


def test_a_plan_leaves_nothing_in_the_cache(engine: DuckDBEngine, cache: Cache, tmp_path: Path) -> None:
    """It only reads."""
    source = did(put(tmp_path, "a.csv", SMALL))
    made = read(engine, None, source)

    assert read(engine, cache.reading(), source) == made
    assert not cache.folder.exists()
    read(engine, cache, source)
    assert read(engine, cache.reading(), source) == made


@pytest.mark.parametrize("name", ["content.json", "accepted.parquet", "aside.parquet"])
def test_a_part_with_a_byte_changed_is_made_again(
    name: str, engine: DuckDBEngine, cache: Cache, told: list[str], tmp_path: Path, read_files: list[str]
) -> None:
    """And that is told, without a value; so is one that lost a file or a byte."""
    source = did(put(tmp_path, "a.csv", SMALL))
    made = read(engine, cache, source)
    (part,) = parts(cache)
    content = (part / name).read_bytes()
    made_from = json.loads((part / "content.json").read_bytes())["content"]["made_from"]
    ways = [content[:n] + bytes([content[n] ^ 1]) + content[n + 1 :] for n in range(0, len(content), 37)]
    for spoilt in (content[:-1], b"", *ways):
        (part / name).write_bytes(spoilt)
        if not (name == "content.json" and same_json(spoilt, content)):
            assert cache.find("parts", made_from, taken.TABLES) is None
    told.clear()
    read_files.clear()
    (part / name).unlink()

    assert read(engine, cache, source) == made
    assert told == [f"cache/parts/{part.name} is not whole, or not what its name says: it is made again"]
    assert read_files == ["a.csv"]


def same_json(one: bytes, other: bytes) -> bool:
    """Whether two texts say the same: a blank between two words says nothing."""
    try:
        return bool(json.loads(one) == json.loads(other))
    except ValueError:
        return False


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        ({}, True),
        ({"max_damaged_key_share": 0.5}, True),
        ({"names": {"DIAG_01": "OPERTN_01"}}, False),
        ({"unpacked_times": 7}, False),
        ({"dates": {"EPISTART": "DD/MM/YYYY"}}, False),
        ({"max_contrary_date_share": 0.5}, False),
        ({"max_unreadable_date_share": 0.9}, False),
        ({"tell_lost_share": 0.5}, False),
    ],
)
def test_a_file_read_otherwise_is_another_part(
    changed: dict[str, object],
    same: bool,
    engine: DuckDBEngine,
    cache: Cache,
    tmp_path: Path,
    read_files: list[str],
) -> None:
    """Its bytes are the same, and what is read out of them is not."""
    source = apc(
        put(tmp_path, "HES_APC_1920.txt", text([list(NAMES), *map(apc_row, range(9))], delimiter="|"))
    )
    read(engine, cache, source)
    read_files.clear()
    other = replace(source, **changed)  # type: ignore[arg-type]
    found = read(engine, cache, other)

    assert (read_files == []) == same
    assert found == read(engine, None, other)


NAMES = ("EPIKEY", "TOKEN_PERSON_ID", "NEWNHSNO", "DOB", "SEX", "HOMEADD", "EPISTART", "EPIEND", "DIAG_01")


def test_another_version_of_the_reader_finds_no_part(
    engine: DuckDBEngine,
    cache: Cache,
    tmp_path: Path,
    read_files: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What it would yield may differ."""
    source = did(put(tmp_path, "a.csv", SMALL))
    read(engine, cache, source)
    monkeypatch.setattr(taken, "READER_VERSION", 2_000)
    read_files.clear()
    read(engine, cache, source)

    assert read_files == ["a.csv"]
    assert len(parts(cache)) == 2


def test_a_part_under_another_name_is_not_taken(
    engine: DuckDBEngine, cache: Cache, told: list[str], tmp_path: Path
) -> None:
    """Whoever moves folders about in a cache is found out: each says what it was made from."""
    one, other = did(put(tmp_path, "a.csv", SMALL)), did(put(tmp_path, "b.csv", text([did_row(7)])))
    read(engine, cache, one)
    (first,) = parts(cache)
    made = read(engine, cache, other)
    (second,) = [part for part in parts(cache) if part != first]
    shutil.rmtree(second)
    shutil.copytree(first, second)

    assert read(engine, cache, other) == made
    assert len(told) == 1


def test_half_a_part_left_by_a_kill_is_no_part(
    engine: DuckDBEngine, cache: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has no name of its own until it is whole."""
    source = did(put(tmp_path, "a.csv", SMALL))
    made = read(engine, None, source)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    for step in ("write", "rename"):
        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            patch.setattr(f"linkage.cache.cache.disk.{step}", killed)
            read_inputs(engine, [source], cache=cache)
        assert [part.name.startswith(".") for part in parts(cache)] == [True]
    assert read(engine, cache, source) == made
    assert [part.name.startswith(".") for part in parts(cache)] == [False]


def test_one_file_under_two_names_is_one_part(engine: DuckDBEngine, cache: Cache, tmp_path: Path) -> None:
    """And two files of the ledger; of a hospital data set, whose rows would be counted twice, the last counts."""
    content = text([list(NAMES), *map(apc_row, range(9))], delimiter="|")
    source = apc(put(tmp_path, "HES_APC_a.txt", content), put(tmp_path, "HES_APC_b.txt", content))
    made = read(engine, None, source)

    assert read(engine, cache, source) == made
    assert len(parts(cache)) == 1
    assert engine.rows("select file_id, rows_read, rows_accepted from input_file order by 1") == [
        (1, 9, 9),
        (2, 9, 9),
    ]
    assert engine.rows(
        "select file_id, by_file_id, why, rows_superseded, rows_withdrawn from replaced_file"
    ) == [(1, 2, "same", 9, 0)]
    assert engine.rows("select file_id, count(*) from apc_raw group by 1") == [(2, 9)]


def test_everything_in_the_cache_is_the_owners_alone(
    engine: DuckDBEngine, cache: Cache, tmp_path: Path
) -> None:
    """Folders 0700, files 0600."""
    read(engine, cache, did(put(tmp_path, "a.csv", SMALL)))

    for path in (cache.folder, *cache.folder.rglob("*")):
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600)


def test_a_share_of_damaged_keys_is_judged_of_a_kept_file_too(
    engine: DuckDBEngine, cache: Cache, tmp_path: Path
) -> None:
    """The setting is no part of the part."""
    damaged = [*did_row(1)[:17], "1.0E+14"]
    source = did(put(tmp_path, "a.csv", text([damaged, *map(did_row, range(2, 9))])))
    read(engine, cache, replace(source, max_damaged_key_share=0.5))

    with pytest.raises(InputError, match="max_damaged_key_share"):
        read_inputs(engine, [source], cache=cache)
