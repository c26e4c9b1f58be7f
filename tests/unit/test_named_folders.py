"""Parquet below folders that look like a column's value: what the file holds is read, and the month alone beside it."""

from pathlib import Path

import pytest

from linkage.engine.duckdb import DuckDBEngine, Session

FOLDERS = [
    # below what              | in what folder         | read
    ("plain", "kept", [("2", "E1")]),
    ("sex=1", "kept", [("2", "E1")]),
    ("sex=1", "test_month=2026-04", [("2", "E1", "2026-04")]),
    ("test_month=2020-01", "kept", [("2", "E1")]),
    ("test_month=2020-01", "test_month=2026-04", [("2", "E1", "2026-04")]),
    ("plain", "test_month=2026-04", [("2", "E1", "2026-04")]),
    ("colour=red", "sex=1", [("2", "E1")]),
]


@pytest.mark.parametrize(("below", "inside", "read"), FOLDERS)
def test_only_the_month_of_a_file_is_a_column(
    tmp_path: Path, below: str, inside: str, read: list[tuple[str, ...]]
) -> None:
    """Whatever the user's folders are called."""
    file = written(tmp_path / below / "out" / inside, "2")

    engine = DuckDBEngine(Session(folders=(tmp_path,)))
    found = engine.rows(f"select * from {engine.parquet_sql(file)}")
    engine.close()

    assert found == read


def test_months_of_one_table_are_read_together(tmp_path: Path) -> None:
    """Each row with its own month, though the job lies below a folder named like one; an alias may follow."""
    top = tmp_path / "test_month=2020-01"
    files = [written(top / f"test_month={month}", sex) for month, sex in (("2026-04", "1"), ("2026-05", "2"))]

    engine = DuckDBEngine(Session(folders=(tmp_path,)))
    found = engine.rows(f"""
        select kept.test_month, kept.sex from {engine.parquet_sql(*files)} as kept
        where kept.test_month >= '2026-04' order by 1""")
    engine.close()

    assert found == [("2026-04", "1"), ("2026-05", "2")]


def test_a_column_of_the_file_yields_to_its_folder(tmp_path: Path) -> None:
    """As where no other folder looks like one: a month is there once."""
    file = written(tmp_path / "sex=1" / "test_month=2026-04", "2", ", '1999-01' as test_month")

    engine = DuckDBEngine(Session(folders=(tmp_path,)))
    found = engine.rows(f"select test_month, * from {engine.parquet_sql(file)}")
    engine.close()

    assert found == [("2026-04", "2", "E1", "2026-04")]


def written(folder: Path, sex: str, beside: str = "") -> Path:
    """A file of one row in a folder that is not there yet."""
    folder.mkdir(parents=True)
    engine = DuckDBEngine()
    engine.write_parquet(f"select '{sex}' as sex, 'E1' as event_id{beside}", folder / "part-0.parquet")
    engine.close()
    return folder / "part-0.parquet"
