"""Files in the order of their key: by hand, and beside a plain sort."""

from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linkage.engine.duckdb import DuckDBEngine
from linkage.release.content import ordered_file
from linkage.release.content.ordered_file import is_in_order, write_ordered
from linkage.tables import contract

Rows = list[tuple[str | None, str | None]]


def written(rows: Rows, folder: Path) -> Path:
    """The rows as a file of two columns of text."""
    file = folder / "rows.parquet"
    columns = [pa.array([row[n] for row in rows], pa.string()) for n in (0, 1)]
    pq.write_table(pa.table(columns, names=["one", "two"]), file, row_group_size=2)
    return file


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([], True),
        ([("a", "x")], True),
        ([("a", "x"), ("a", "x")], True),
        ([("a", "x"), ("b", "a"), ("b", "b")], True),
        ([("a", "x"), ("b", "b"), ("b", "a")], False),
        ([("b", "a"), ("a", "b")], False),
        ([("a", None), ("b", "a"), (None, "a")], True),
        ([("a", None), ("a", "a")], False),
        ([("Z", "a"), ("a", "a"), ("é", "a")], True),
    ],
)
def test_an_order_is_seen(rows: Rows, found: bool, tmp_path: Path) -> None:
    """By the first column, then by the second; nulls last, texts by their bytes."""
    assert is_in_order(written(rows, tmp_path), ("one", "two")) is found


def test_nulls_of_numbers_are_not_looked_into(tmp_path: Path) -> None:
    """Whoever asks sorts then."""
    file = tmp_path / "numbers.parquet"
    pq.write_table(pa.table({"one": [1, None]}), file)

    assert is_in_order(file, ("one",)) is False


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(
    rows=st.lists(st.tuples(*[st.none() | st.text("ab", max_size=2)] * 2), max_size=5), held=st.integers(1, 3)
)
def test_it_is_that_of_a_sort(rows: Rows, held: int, tmp_path: Path) -> None:
    """Of any rows, however many are held at a time."""
    plain = sorted(rows, key=lambda row: [(value is None, value or "") for value in row])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ordered_file, "ROW_GROUP_ROWS", held)
        assert is_in_order(written(rows, tmp_path), ("one", "two")) is (rows == plain)


@pytest.mark.parametrize("rows", ["('a', 1), ('b', 2), ('c', 3)", "('c', 3), ('a', 1), ('b', 2)"])
def test_rows_are_written_in_order_however_they_come(rows: str, tmp_path: Path) -> None:
    """That of the key."""
    table = replace(contract("links"), key=("one",))
    query, target = f"select * from (values {rows}) as came (one, two)", tmp_path / "rows.parquet"

    write_ordered(DuckDBEngine(), query, table, target)

    assert pq.read_table(target).to_pydict() == {"one": ["a", "b", "c"], "two": [1, 2, 3]}
