"""What tests of months are given: an empty database that reaches one folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from linkage.engine.duckdb import DuckDBEngine, Session


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[DuckDBEngine]:
    """A database in memory that may read and write the test's folder."""
    made = DuckDBEngine(Session(folders=(tmp_path.resolve(),)))
    yield made
    made.close()
