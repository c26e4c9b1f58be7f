"""How many rows a table has: an engine that made it knows, and a name for files is counted once."""

from pathlib import Path

from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.engine.table import rows_of


class Counting(DuckDBEngine):
    """The engine, which remembers the queries that it was asked."""

    asked: list[str]

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """See Engine."""
        self.__dict__.setdefault("asked", []).append(query)
        return super().rows(query)


def test_what_was_made_is_not_looked_at() -> None:
    """Nor is it where it was made again."""
    engine = Counting()
    engine.create("few", "select * from range(3)")
    engine.create("few", "select * from range(5)")
    engine.__dict__["asked"] = []

    assert rows_of(engine, "few") == 5
    assert engine.asked == []


def test_a_name_is_counted_once_until_it_stands_for_something_else(tmp_path: Path) -> None:
    """A table that an engine finds is counted too."""
    engine = Counting(Session(folders=(tmp_path,)))
    for name, rows in (("one", 4), ("other", 7)):
        engine.write_parquet(f"select * from range({rows})", tmp_path / f"{name}.parquet")
    engine.view("named", f"select * from {engine.parquet_sql(tmp_path / 'one.parquet')}")
    engine.__dict__["asked"] = []

    assert [rows_of(engine, "named"), rows_of(engine, "named")] == [4, 4]
    assert len(engine.asked) == 1
    engine.view("named", f"select * from {engine.parquet_sql(tmp_path / 'other.parquet')}")
    assert rows_of(engine, "named") == 7
    engine.connection.execute("create table found as select * from range(2)")
    assert rows_of(engine, "found") == 2
