"""Tables that go straight into a file: the same rows under the same name, held to the same contract."""

from pathlib import Path

import pytest

from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.engine.making import Listed, Made, make_all
from linkage.engine.straight import straight
from linkage.errors import RepeatedKeyError
from linkage.words.value_id import MadeWithIds

TWICE = "select 'P1' as person_id, cast(n as bigint) as person_no from (values (1), ({0})) as numbers (n)"


def test_the_rows_lie_in_the_file_and_go_by_the_name_of_the_table(tmp_path: Path) -> None:
    """They are worked out once: what the query read may change, and the table does not."""
    engine, file = DuckDBEngine(Session(folders=(tmp_path,))), tmp_path / "doubled.parquet"
    items = (
        Listed("number", {"n": "integer"}, [(1,), (2,)]),
        Made("doubled", "select 2 * n as n from number"),
    )

    make_all(engine, (straight(item, {"doubled": file}) for item in items))
    engine.create("number", "select 7 as n")

    assert engine.rows("select n from doubled order by n") == [(2,), (4,)]
    assert engine.rows(f"select n from {engine.parquet_sql(file)} order by n") == [(2,), (4,)]
    engine.close()


def test_a_contract_that_does_not_hold_is_told_as_of_any_table(tmp_path: Path) -> None:
    """Of two rows with one key."""
    engine, files = (
        DuckDBEngine(Session(folders=(tmp_path,))),
        {"numbered_person": tmp_path / "numbered_person.parquet"},
    )
    straight(Made("numbered_person", TWICE.format(2)), files).make(engine)

    with pytest.raises(RepeatedKeyError):
        straight(
            Made("numbered_person", TWICE.format(1)), {"numbered_person": tmp_path / "again.parquet"}
        ).make(engine)
    engine.close()


def test_what_is_more_than_a_query_stays_as_it_is(tmp_path: Path) -> None:
    """A table that may have to be made anew by another key, one without rows where its origin has none, any other."""
    files = {"a": tmp_path / "a.parquet"}
    others = (
        MadeWithIds("a", "select 1 as n", purpose="a", pads_of=lambda _: (b"", b"")),
        Made("a", "select 1 as n").only_from("b", columns={"n": "integer"}),
        Made("b", "select 1 as n"),
        Listed("a", {"n": "integer"}, [(1,)]),
    )

    assert all(straight(item, files) is item for item in others)
