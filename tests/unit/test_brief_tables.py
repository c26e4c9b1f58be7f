"""Brief tables: what passes within rank P never reaches the file of the working tables."""

from pathlib import Path

from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.engine.making import Listed, Made, briefly, make

ITEMS = (
    Made("passes", "select cast(range as bigint) as n from range(10)"),
    Listed("given", {"n": "integer"}, [(3,)]),
    Made(
        "index_size",
        "select cast(count(*) as double) as people, cast(0 as double) as without_number from passes",
    ),
)
"""One table that nobody else reads, a few rows, and a table with a contract."""


def test_only_what_a_query_makes_and_nobody_else_reads() -> None:
    """What has a contract stays, and rows that are given are few."""
    marked = [item.brief for item in briefly(ITEMS) if isinstance(item, Made)]

    assert marked == [True, False]


def test_it_is_read_within_the_step_and_never_in_the_file(tmp_path: Path) -> None:
    """It is read like any other, made again, and gone with its step."""
    file = tmp_path / "tables.duckdb"
    engine = DuckDBEngine(Session(folders=(tmp_path,), database=file, spill=tmp_path / "spill"))
    engine.create("passes", "select 1 as n", brief=True)
    in_file = engine.scalar("select count(*) from duckdb_tables() where not temporary")
    make(engine, briefly(ITEMS))

    assert in_file == 0
    assert engine.rows("select people from index_size") == [(10.0,)]
    engine.save()
    engine.close()
    again = DuckDBEngine(Session(folders=(tmp_path,), database=file))
    assert again.rows("select table_name from duckdb_tables()") == [("index_size",)]
