"""What every spec test is given: an empty database, and the rules that ship."""

from collections.abc import Iterator

import pytest

from linkage.config.rules import Rules
from linkage.engine.duckdb import DuckDBEngine, Session
from tests.spec.steps import profile


@pytest.fixture(scope="session")
def database() -> Iterator[DuckDBEngine]:
    """The one database of all spec tests: opening one takes longer than most of them."""
    opened = DuckDBEngine(Session(threads=1))
    yield opened
    opened.close()


@pytest.fixture
def engine(database: DuckDBEngine) -> DuckDBEngine:
    """The database, emptied."""
    for (table,) in database.rows("select table_name from information_schema.tables"):
        database.drop(str(table))
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
