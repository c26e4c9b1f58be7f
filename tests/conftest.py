"""Guards around every test."""

from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from random import Random

import pytest

import linkage.api  # noqa: F401 - a library that is first imported in a test would draw from the shared generator there
from linkage.engine.base import Engine
from linkage.session import key_record
from tests.engines import open_engine
from tests.guards import no_global_random, no_network


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--engine spark` runs the spec tests on Spark; `make test-spark` does."""
    parser.addoption(
        "--engine", choices=("duckdb", "spark"), default="duckdb", help="Database of the spec tests."
    )


def pytest_configure(config: pytest.Config) -> None:
    """Whoever asks for Spark has to have it: tests that skip themselves would look as if they had passed."""
    if config.getoption("--engine") == "spark" and find_spec("pyspark") is None:
        raise pytest.UsageError("--engine spark needs the extra `spark`; `make test-spark` installs it")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """
    Tests about Spark run where Spark was asked for.

    Of a test with many cases Spark, which takes seconds for each, is given the first: the others differ in their
    rows more than in their SQL. Tests about Spark keep all of theirs.
    """
    if config.getoption("--engine") == "spark":
        first = {item.nodeid.partition("[")[0]: item for item in reversed(items)}
        kept = [item for item in items if about_spark(item) or first[item.nodeid.partition("[")[0]] is item]
    else:
        kept = [item for item in items if not about_spark(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


def about_spark(item: pytest.Item) -> bool:
    """Whether a test is marked as one about Spark."""
    return item.get_closest_marker("spark") is not None


@pytest.fixture(scope="session")
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The one database of all spec tests: opening one takes longer than most of them."""
    opened = open_engine(request.config.getoption("--engine"), tmp_path_factory.mktemp("engine"))
    yield opened
    opened.close()


@pytest.fixture(scope="session", autouse=True)
def _offline(request: pytest.FixtureRequest) -> Iterator[None]:
    """No test reaches for the network; and Splink, which names tables by chance, has a chance of its own."""
    spark = request.config.getoption("--engine") == "spark"
    with no_network(itself=spark), pytest.MonkeyPatch.context() as patch:
        patch.setattr("splink.internals.misc.random", Random(1))
        yield


@pytest.fixture(scope="session", autouse=True)
def _slow_once() -> Iterator[None]:
    """scrypt is slow so that guessing is; a key and its salt are worked out once in a process, not for each command."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(key_record, "slow_hash", cache(key_record.slow_hash))
        yield


@pytest.fixture(autouse=True)
def _own_random() -> Iterator[None]:
    """No test leans on, or disturbs, the global random state."""
    with no_global_random():
        yield
