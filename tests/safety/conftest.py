"""What a safety test about single tables is given: an empty database."""

import pytest

from linkage.engine.base import Engine
from tests.engines import forget_tables


@pytest.fixture
def engine(database: Engine) -> Engine:
    """The database, emptied."""
    forget_tables(database)
    return database
