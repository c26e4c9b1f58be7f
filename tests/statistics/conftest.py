"""An engine for statistics of hand-made tables."""

from collections.abc import Iterator

import pytest

from linkage.engine.duckdb import DuckDBEngine


@pytest.fixture
def engine() -> Iterator[DuckDBEngine]:
    """An engine with nothing in it."""
    made = DuckDBEngine()
    yield made
    made.close()
