"""Two months of tables, made once; every test has its own output folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from linkage.engine.duckdb import DuckDBEngine
from linkage.release.layout import Layout
from tests.release.world import month_engine, run


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


@pytest.fixture(scope="session")
def two_months(tmp_path_factory: pytest.TempPathFactory, april: DuckDBEngine, may: DuckDBEngine) -> Path:
    """An output folder with release 0001 of April and 0002 of both; made once, to look at or to copy."""
    layout = Layout(tmp_path_factory.mktemp("two_months") / "out")
    run(layout, april, "2026-04")
    run(layout, may, "2026-05")
    return layout.output


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    """An output folder that is not there yet."""
    return Layout(tmp_path / "out")
