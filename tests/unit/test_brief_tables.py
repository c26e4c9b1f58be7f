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


def test_a_few_tables_are_put_in_order_at_the_end_of_a_step(tmp_path: Path) -> None:
    """Not whenever 16 MB have come, which takes tables along that are held in memory for a while."""
    file = tmp_path / "tables.duckdb"
    engine = DuckDBEngine(Session(folders=(tmp_path,), database=file))
    texts = ", ".join(f"md5(cast({nth} * n as varchar)) as text_{nth}" for nth in range(10))
    for nth in range(3):
        engine.create(f"made_{nth}", f"select {texts} from range(30000) as numbers (n)")
    written = file.with_name(f"{file.name}.wal")

    assert written.exists() and written.stat().st_size > 2 * 16_000_000
    engine.save()
    assert not written.exists() or not written.stat().st_size
    engine.close()
