"""One engine for the module: every reading replaces all the tables of the step."""

from collections.abc import Iterator

import pytest

from linkage.engine.duckdb import DuckDBEngine, Session


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDBEngine]:
    """An engine in memory."""
    opened = DuckDBEngine(Session(threads=2))
    yield opened
    opened.close()
