"""What an earlier version kept of a month is read with what it did not know of as null."""

from pathlib import Path

from linkage import tables
from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.release.content.carry import today_sql

SINCE = ("is_like_another", "right_share", "surely_right_share", "is_by_trained")
"""Columns of the hold-out that the first version did not have."""


def test_a_hold_out_without_the_columns_of_today_is_read(tmp_path: Path) -> None:
    """The rest is as it was kept, in the order of the contract."""
    engine = DuckDBEngine(Session(folders=(tmp_path,), threads=1))
    first = [column.name for column in tables.contract("holdout").columns if column.name not in SINCE]
    engine.load(
        "kept_then",
        {name: tables.contract("holdout").types[name] for name in first},
        [(1, "05", True, "7", "birth_date ", "25-79", 0.9, True, False, False)],
    )
    engine.write_parquet("select * from kept_then", tmp_path / "holdout.parquet")

    rows = engine.parquet_sql(tmp_path / "holdout.parquet")
    engine.create("holdout", today_sql(engine, rows, tables.contract("holdout").columns))

    assert engine.rows("select * from holdout") == [
        (1, "05", True, "7", "birth_date ", "25-79", 0.9, True, False, False, None, None, None, None)
    ]
