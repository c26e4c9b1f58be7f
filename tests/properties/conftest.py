"""How many examples a property is tried on, and the one database they share."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from linkage.engine.duckdb import DuckDBEngine, Session

settings.register_profile("day", max_examples=50, deadline=None, derandomize=True, database=None)
settings.register_profile("night", max_examples=2_000, deadline=None, derandomize=True, database=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "day"))


@pytest.fixture(scope="session")
def engine() -> Iterator[DuckDBEngine]:
    """One database for all examples: every example makes its tables anew."""
    opened = DuckDBEngine(Session(threads=1))
    yield opened
    opened.close()
