"""People made of what each file says are those made of all files at once, whatever the order and the cache."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from linkage.cache.cache import Cache
from linkage.common_steps import people_steps, read_step
from linkage.engine.duckdb import DuckDBEngine
from linkage.engine.making import make_all
from linkage.session.run_inputs import Inputs
from linkage.steps.inputs.source import Source
from tests.cache.deliveries import Tables, differing, hospital_bytes, inputs_of, sources, tables, write
from tests.spec.made_people import HESID

pytestmark = pytest.mark.slow

ROWS = [
    ("1", "", "9990000018", "1971-02-03", "2", "AB1  2CD", "2019-11-01", "2019-11-02", "RXA"),
    ("2", "", "", "1971-02-03", "2", "AB1  2CD", "2019-11-02", "2019-11-02", "RXA"),
    ("3", "", "9990000026", "1982-05-06", "1", "LF1  1EY", "2019-11-02", "2019-11-02", "RXB"),
    ("4", "", "", "1982-05-06", "", "", "2019-11-02", "2019-11-02", "RXB"),
]
FILES = {
    "HES_APC_1819.txt": hospital_bytes("apc", ROWS[:2]),
    "HES_APC_1920.txt": hospital_bytes("apc", [(*ROWS[0][:6], "2019-12-24"), ROWS[2]]),
    "HES_OP_1920.txt": hospital_bytes("op", ROWS),
    "HES_AE_1920.txt": hospital_bytes("ae", ROWS[:1]),
}
MORE = {
    "HES_OP_2021.txt": hospital_bytes(
        "op", [("9", "", "9990000034", "1990-01-02", "1", "ZE1  9XX", "2020-05-01")]
    )
}


def blinded(found: Sequence[Source]) -> list[Source]:
    """The data sets, none with a person key."""
    return [replace(one, person_id=None) for one in found]


def made(engine: DuckDBEngine, inputs: Inputs) -> tuple[Tables, dict[str, str]]:
    """Everything that is made of the files, and the person of each bearer."""
    found = tables_with_people(engine, replace(inputs, person_rules=HESID))
    people = {str(bearer): str(key) for bearer, key in engine.rows("select * from made_person")}
    engine.drop("made_person")
    engine.drop("person_count")
    return found, people


def tables_with_people(engine: DuckDBEngine, inputs: Inputs) -> Tables:
    """The tables, the people being made between the files and the rest."""
    make_all(engine, read_step(inputs).items)
    for step in people_steps(inputs, engine.dialect):
        make_all(engine, step.items)
    return tables(engine, inputs)


def test_they_are_the_same_with_a_cache_and_without_and_in_any_order(
    engine: DuckDBEngine, cache: Cache, tmp_path: Path
) -> None:
    write(tmp_path / "hes", FILES)
    names = list(FILES)
    scratch, people = made(engine, inputs_of(blinded(sources(tmp_path / "hes", names)), tmp_path))
    cached = made(engine, inputs_of(blinded(sources(tmp_path / "hes", names)), tmp_path, cache))
    again = made(engine, inputs_of(blinded(sources(tmp_path / "hes", names)), tmp_path, cache))
    backwards = made(engine, inputs_of(blinded(sources(tmp_path / "hes", names[::-1])), tmp_path, cache))

    assert len(set(people.values())) == 2
    for other, keys in (cached, again):
        assert differing(other, scratch) == []
        assert keys == people
    assert backwards[1] == people
    assert backwards[0]["identity"] == scratch["identity"]
    assert {row[1] for row in scratch["episode"]} == set(people.values())
    assert any(row[1] is None for row in scratch["appointment"])


def test_a_new_file_is_standardised_alone_and_changes_nobody_else(
    engine: DuckDBEngine, cache: Cache, tmp_path: Path
) -> None:
    """The other files are found as they were: only people and index are made of all."""
    write(tmp_path / "hes", FILES)
    _, before = made(engine, inputs_of(blinded(sources(tmp_path / "hes", list(FILES))), tmp_path, cache))
    kept = {path.name for path in (cache.folder / "editions").iterdir()}
    write(tmp_path / "hes", FILES | MORE)
    more = [*FILES, *MORE]
    found, after = made(engine, inputs_of(blinded(sources(tmp_path / "hes", more)), tmp_path, cache))
    scratch, _ = made(engine, inputs_of(blinded(sources(tmp_path / "hes", more)), tmp_path))

    assert differing(found, scratch) == []
    assert {bearer: after[bearer] for bearer in before} == before
    assert len(set(after.values())) == len(set(before.values())) + 1
    assert kept <= {path.name for path in (cache.folder / "editions").iterdir()}
