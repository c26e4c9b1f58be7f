"""A release for those who read it with something else than DuckDB: the same rows, and as little as is asked for."""

from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

import linkage
from linkage.errors import ConfigError
from linkage.reading.frames import narrowed
from linkage.reading.released_table import view_sql
from linkage.reading.scans import dataset, polars_scan

MONTHS = ("2026-04", "2026-05")
ROWS = {
    "2026-04": {"spell_id": ["a", "b", "was"], "days": [1, 2, 9], "person_id": ["A", "B", "B"]},
    "2026-05": {"spell_id": ["b", "c"], "days": [3, None], "person_id": ["B", "C"], "new": ["x", "y"]},
}
"""Of B the second month has one stay where the first had two: it is what they have become."""


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Two months of a table, the second with one more column, below a folder that looks like a month's."""
    paths = []
    for month, columns in ROWS.items():
        path = tmp_path / "test_month=1999-01" / "spells" / f"test_month={month}" / "part-0.parquet"
        path.parent.mkdir(parents=True)
        pq.write_table(pa.table(columns), path)
        paths.append(str(path.relative_to(tmp_path / "test_month=1999-01")))
    return paths


def test_an_arrow_data_set(tmp_path: Path, files: list[str]) -> None:
    """Every row of every month, with its month; what a month lacks is null."""
    found = dataset(tmp_path / "test_month=1999-01", "spells", files)

    assert found.schema.names == ["spell_id", "days", "person_id", "new", "test_month"]
    rows = found.to_table(columns=["test_month", "spell_id", "days", "new"]).to_pylist()
    assert sorted(tuple(row.values()) for row in rows) == [
        ("2026-04", "a", 1, None),
        ("2026-04", "b", 2, None),
        ("2026-04", "was", 9, None),
        ("2026-05", "b", 3, "x"),
        ("2026-05", "c", None, "y"),
    ]


def test_files_of_other_months_are_not_opened(tmp_path: Path, files: list[str]) -> None:
    """A month that is asked for by name is read alone: the other's file may be anything."""
    folder = tmp_path / "test_month=1999-01"
    found = dataset(folder, "spells", files)
    (folder / files[0]).write_bytes(b"spoilt")

    assert found.to_table(filter=ds.field("test_month") == "2026-05").num_rows == 2


def test_a_polars_scan(tmp_path: Path, files: list[str]) -> None:
    """Likewise; a person's records once, as the latest month with the person has them, as DuckDB gives them."""
    folder = tmp_path / "test_month=1999-01"
    scan = polars_scan(folder, files, once=("spell_id",))
    once = [
        ("a", 1, "A", None, "2026-04"),
        ("b", 3, "B", "x", "2026-05"),
        ("c", None, "C", "y", "2026-05"),
    ]

    assert isinstance(scan, pl.LazyFrame)
    assert scan.sort("spell_id").collect().rows() == once
    assert duckdb.execute(f"{view_sql(folder, files, ('spell_id',))} order by spell_id").fetchall() == once
    assert polars_scan(folder, files).collect().height == 5


def test_without_polars(two_months: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says how to have it."""
    monkeypatch.setattr("linkage.reading.scans.find_spec", lambda _: None)
    with linkage.open_release(two_months) as release, pytest.raises(ConfigError, match="pip install polars"):
        release.lazy("events")


@pytest.mark.parametrize("table", ["links", "pathways", "events", "spells", "cips", "statistics"])
def test_of_a_release(two_months: Path, table: str) -> None:
    """The same columns, and as many rows as DuckDB has."""
    with linkage.open_release(two_months) as release:
        rows = len(release.table(table).fetchall())
        assert release.lazy(table).collect().height == rows
        assert release.lazy(table).collect_schema().names() == release.table(table).columns
        assert release.dataset(table).schema.names == release.table(table).columns
        assert release.dataset(table).count_rows() >= rows


#    values                      numbers   becomes
COLUMNS = [
    (["x", "x", "x", "y", None],  False, pa.dictionary(pa.int32(), pa.string())),
    (["a", "b", "c", "d", "e"],   False, pa.string()),
    ([1, 2, None],                True,  pa.int16()),
    ([32_767, -32_768],           True,  pa.int16()),
    ([32_768],                    True,  pa.int32()),
    ([-(2**31)],                  True,  pa.int32()),
    ([2**31],                     True,  pa.int64()),
    ([None],                      True,  pa.null()),
    ([1, 2],                      False, pa.int64()),
    ([0.5],                       True,  pa.float64()),
]  # fmt: skip


@pytest.mark.parametrize(("values", "numbers", "kind"), COLUMNS)
def test_as_small_as_its_values(values: list[object], numbers: bool, kind: pa.DataType) -> None:
    """And no value another."""
    found = narrowed(pa.table({"relation": values}), numbers=numbers).column("relation")

    assert found.type == kind
    assert found.to_pylist() == values


def test_a_frame_is_small(two_months: Path) -> None:
    """Arithmetic that leaves a small type is an error, and no other number; sums have room."""
    with linkage.open_release(two_months) as release:
        ages = release.frame("events")["age_at_test"]

    assert ages.dtype == pd.ArrowDtype(pa.int16())
    assert int((ages * 0 + 30_000).sum()) == 30_000 * len(ages)
    with pytest.raises(pa.ArrowInvalid, match="overflow"):
        _ = ages * ages * ages * ages
