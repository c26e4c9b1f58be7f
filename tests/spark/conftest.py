"""The engine that says what is right, and the one that has to agree."""

from collections.abc import Iterator
from importlib.util import find_spec

import pytest

from linkage.engine.base import Engine
from linkage.engine.duckdb import DuckDBEngine, Session
from tests.engines import forget_tables

collect_ignore_glob = [] if find_spec("pyspark") else ["test_*.py"]
"""Whoever asks for `--engine spark` without it is refused; nobody else runs these tests."""


@pytest.fixture
def duckdb() -> Iterator[DuckDBEngine]:
    """An empty DuckDB."""
    opened = DuckDBEngine(Session(threads=1))
    yield opened
    opened.close()


@pytest.fixture
def spark(database: Engine) -> Engine:
    """The one Spark session, emptied."""
    assert database.dialect.name == "spark"
    forget_tables(database)
    return database
