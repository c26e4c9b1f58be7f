"""What every spec test is given: an empty database, and the rules that ship."""

import pytest

from linkage.config.rules import Rules
from linkage.engine.base import Engine
from tests.engines import forget_tables
from tests.spec.steps import profile


@pytest.fixture
def engine(database: Engine) -> Engine:
    """The database, emptied."""
    forget_tables(database)
    return database


@pytest.fixture(params=["dmq_2015", "hes_did"])
def rules(request: pytest.FixtureRequest) -> Rules:
    """Each profile that ships; for ranks that both have."""
    return profile(request.param)


@pytest.fixture
def published() -> Rules:
    """The published eight steps; for ranks 6 and 7, which only they have."""
    return profile("dmq_2015")


@pytest.fixture
def default() -> Rules:
    """The default profile, in which rank P comes before rank 8."""
    return profile("hes_did")
