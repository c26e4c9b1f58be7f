"""The engines that the spec tests can run on, by name."""

from pathlib import Path

from linkage.engine.base import Engine
from linkage.engine.duckdb import DuckDBEngine, Session


def open_engine(name: str, scratch: Path) -> Engine:
    """A small engine, duckdb or spark; Spark keeps its own files in `scratch`, and is imported only when meant."""
    if name == "spark":
        from linkage.engine.spark import SparkEngine, local_session

        return SparkEngine(local_session(scratch))
    return DuckDBEngine(Session(threads=1))


def forget_tables(engine: Engine) -> None:
    """Drop every table there is."""
    listed = {
        "duckdb": "select table_name from information_schema.tables",
        "spark": "show views",
    }[engine.dialect.name]
    for row in engine.rows(listed):
        engine.drop(str(row[0] if engine.dialect.name == "duckdb" else row[1]))
