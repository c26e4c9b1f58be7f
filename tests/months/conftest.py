"""What tests of months are given: an empty database that reaches one folder, and two months that are published."""

from collections.abc import Iterator
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path

import pytest

from linkage.engine.duckdb import DuckDBEngine, Session
from tests.few_rows import _every_thread_if_slow
from tests.months.world import MONTHS, World, copied

__all__ = ["_every_thread_if_slow"]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[DuckDBEngine]:
    """A database in memory that may read and write the test's folder."""
    made = DuckDBEngine(Session(folders=(tmp_path.resolve(),)))
    yield made
    made.close()


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both months published, in one command, which has nothing to warn of."""
    world = World(tmp_path_factory.mktemp("months"))
    with redirect_stderr(StringIO()) as told:
        assert world.run("--months", f"{MONTHS[0]}..{MONTHS[1]}") == 0
    assert "clock" not in told.getvalue()
    return world.folder


@pytest.fixture
def world(begun: Path, tmp_path: Path) -> Iterator[World]:
    """A copy of it."""
    with copied(begun, tmp_path) as made:
        yield made
