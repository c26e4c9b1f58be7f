"""One engine for a module, and a cache that tells what it says."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from linkage.cache.cache import Cache
from linkage.engine.duckdb import DuckDBEngine, Session


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuckDBEngine]:
    """An engine in memory that reaches passing folders."""
    opened = DuckDBEngine(Session(folders=(tmp_path_factory.getbasetemp().resolve(),), threads=1))
    yield opened
    opened.close()


@pytest.fixture
def told() -> list[str]:
    """What the cache has warned of."""
    return []


@pytest.fixture
def cache(tmp_path: Path, told: list[str]) -> Cache:
    """A cache of its own."""
    return Cache(tmp_path / "out" / "cache", told.append)
