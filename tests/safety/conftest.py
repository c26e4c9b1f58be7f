"""What safety tests are given: whole runs without a workbook, and an empty database for single tables."""

import pytest

from linkage.engine.base import Engine
from tests.engines import forget_tables
from tests.few_rows import _every_thread_if_slow
from tests.workbooks import quick_workbook

__all__ = ["_every_thread_if_slow", "quick_workbook"]


@pytest.fixture
def engine(database: Engine) -> Engine:
    """The database, emptied."""
    forget_tables(database)
    return database
