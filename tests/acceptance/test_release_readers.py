"""A release is read alike by a fresh DuckDB, pandas and pyarrow: same rows, same types."""

from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from linkage.tables import all_tables
from tests.acceptance.conftest import MONTH

PUBLISHED = {
    "links": "links/*/*.parquet",
    "pathways": "pathways/*/*.parquet",
    "events": "events/*/*.parquet",
    "spells": "spells/*/*.parquet",
    "statistics": "statistics/*.parquet",
}
DUCKDB_TYPES = {
    "text": "VARCHAR",
    "integer": "BIGINT",
    "double": "DOUBLE",
    "boolean": "BOOLEAN",
    "date": "DATE",
}


@pytest.mark.parametrize("table", PUBLISHED)
def test_three_readers_agree(published: Path, table: str) -> None:
    """Row for row and type for type, as the contract promises them."""
    current = published.parent / "out" / "current"
    contract = all_tables()[table]
    names = list(contract.types)
    partitioned = "/*/" in PUBLISHED[table]
    files = sorted(current.glob(PUBLISHED[table]))

    relation = duckdb.connect().sql(f"select * from read_parquet('{current / PUBLISHED[table]}')")
    place = str(current / table) if partitioned else [str(file) for file in files]
    arrow = ds.dataset(place, format="parquet", partitioning="hive" if partitioned else None).to_table()
    frame = pd.concat([pd.read_parquet(file, dtype_backend="pyarrow") for file in files])

    by_duckdb = [tuple(row[: len(names)]) for row in relation.fetchall()]
    by_arrow = [tuple(row[name] for name in names) for row in arrow.to_pylist()]
    by_pandas = [
        tuple(None if pd.isna(value) else value for value in row)
        for row in frame[names].itertuples(index=False, name=None)
    ]
    assert by_duckdb == by_arrow == by_pandas
    assert len(by_duckdb) > 0
    types = dict(zip(relation.columns, map(str, relation.types), strict=True))
    assert {name: types[name] for name in names} == {
        name: DUCKDB_TYPES[kind] for name, kind in contract.types.items()
    }
    if partitioned:
        assert set(arrow.column("test_month").to_pylist()) == {MONTH}
        assert "test_month" not in pq.read_schema(files[0]).names


def test_every_event_is_once_in_links_and_events(published: Path) -> None:
    """No event is lost between the tables, and a linked one has exactly one primary relation."""
    current = published.parent / "out" / "current"
    connection = duckdb.connect()
    for table in ("links", "events", "pathways"):
        connection.sql(f"create view {table} as select * from read_parquet('{current / PUBLISHED[table]}')")

    assert (
        connection.sql("select count(*) from links join events using (event_id)").fetchall()
        == connection.sql("select count(*) from links").fetchall()
    )
    assert connection.sql("""
        select count(*) from links
        left join (select event_id, count(*) as n from pathways where is_primary group by 1) as primary_relation
          using (event_id)
        where (status = 'linked') <> (coalesce(n, 0) = 1)""").fetchall() == [(0,)]


def test_no_identifier_is_in_a_release(published: Path) -> None:
    """Not one NHS number, postcode or birth date of the input stands in any file of the release."""
    folder = published.parent
    rows = [line.split(",") for line in next((folder / "did").glob("*.csv")).read_text().splitlines()]
    numbers = {row[0] for row in rows if row[0]}
    postcodes = {row[5] for row in rows if row[5] and not row[5].startswith("ZZ")}
    postcodes |= {postcode.replace(" ", "").replace("0", "O") for postcode in postcodes}
    born = {row[2] for row in rows if row[2] and date.fromisoformat(row[2]) < date(2018, 1, 1)}
    connection = duckdb.connect()
    for table, files in PUBLISHED.items():
        relation = connection.sql(f"select * from read_parquet('{folder / 'out' / 'current' / files}')")
        for column, kind in zip(relation.columns, relation.types, strict=True):
            held = {str(row[0]) for row in relation.select(f'"{column}"').distinct().fetchall()}
            assert not held & numbers, f"{table}.{column} holds an NHS number"
            assert not held & postcodes, f"{table}.{column} holds a postcode"
            assert not (str(kind) == "DATE" and held & born), f"{table}.{column} holds a birth date"
    for text in ("report/index.html", "manifest.json", "statistics/statistics.csv", "data_dictionary.csv"):
        content = (folder / "out" / "current" / text).read_text("utf-8")
        assert not any(value in content for value in numbers | postcodes | born), text
