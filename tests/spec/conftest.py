"""What every spec test is given: an empty database, and the rules that ship."""

from collections.abc import Iterator

import pytest

from linkage.config.rules import Rules
from linkage.engine.base import Engine
from tests.engines import forget_tables, small_engine
from tests.spec.steps import profile


@pytest.fixture(scope="session")
def small(database: Engine) -> Iterator[Engine]:
    """The database; Spark beside it without its files, which the tests of the engine itself are about."""
    made = small_engine(database)
    yield made
    if made is not database:
        made.close()


@pytest.fixture
def engine(small: Engine) -> Engine:
    """The database, emptied."""
    forget_tables(small)
    return small


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
