"""Two months of tables, made once; every test has its own output folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from linkage.engine.duckdb import DuckDBEngine
from linkage.release.layout import Layout
from tests.release.world import month_engine


@pytest.fixture(scope="session")
def april(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuckDBEngine]:
    """Eight events of 2026-04, four of them linked."""
    engine = month_engine(tmp_path_factory.getbasetemp(), "2026-04")
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def may(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuckDBEngine]:
    """Twelve events of 2026-05, six of them linked, without rank P."""
    engine = month_engine(tmp_path_factory.getbasetemp(), "2026-05", events=12, scored=False)
    yield engine
    engine.close()


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    """An output folder that is not there yet."""
    return Layout(tmp_path / "out")
