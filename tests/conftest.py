"""Guards around every test."""

import os
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from random import Random

import pytest
from duckdb import DuckDBPyConnection

import linkage.api  # noqa: F401 - a library that is first imported in a test would draw from the shared generator there
from linkage.engine import connection, duckdb
from linkage.engine.base import Engine
from linkage.session import key_record
from tests.engines import open_engine
from tests.guards import no_global_random, no_network
from tests.in_memory import keep_in_memory

CONNECT = connection.connect


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--engine spark` runs the spec tests on Spark; `make test-spark` does."""
    parser.addoption(
        "--engine", choices=("duckdb", "spark"), default="duckdb", help="Database of the spec tests."
    )


def pytest_configure(config: pytest.Config) -> None:
    """
    Passing files are kept in memory, where there is room.

    Whoever asks for Spark has to have it: tests that skip themselves would look as if they had passed.
    """
    keep_in_memory(os.environ)
    if config.getoption("--engine") == "spark" and find_spec("pyspark") is None:
        raise pytest.UsageError("--engine spark needs the extra `spark`; `make test-spark` installs it")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is left for a night is slow; tests about Spark run where Spark was asked for."""
    for item in items:
        if by_night(item, config.rootpath):
            item.add_marker(pytest.mark.slow)
    if config.getoption("--engine") == "spark":
        return
    config.hook.pytest_deselected(items=[item for item in items if about_spark(item)])
    items[:] = [item for item in items if not about_spark(item)]


def by_night(item: pytest.Item, root: Path) -> bool:
    """Whether a test is left for a night; UsageError unless its mark names a file of tests that looks by day."""
    mark = item.get_closest_marker("night")
    if mark is None:
        return False
    named = [name for name in mark.args if (root / str(name)).is_file() and str(name).startswith("tests/")]
    if len(named) != 1 or len(mark.args) != 1:
        raise pytest.UsageError(
            f"{item.nodeid}: the mark `night` names the one file of tests that looks by day"
        )
    return True


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


@pytest.fixture(scope="session", autouse=True)
def _one_thread() -> Iterator[None]:
    """
    A database whose job names no number of threads has one: for a few rows others only wait, and wake each other.

    `every_thread` takes that back, for a test of what threads could spoil, and so does the mark `slow` but in rooms of
    tests of a few rows (`tests/few_rows.py`).
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(duckdb, "connect", connect_with_one_thread)
        yield


def connect_with_one_thread(session: duckdb.Session) -> DuckDBPyConnection:
    """See `linkage.engine.connection.connect`."""
    return CONNECT(replace(session, threads=session.threads or 1))


@pytest.fixture
def every_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many threads as the machine has, as in a job that names no number of them."""
    monkeypatch.setattr(duckdb, "connect", CONNECT)


@pytest.fixture(autouse=True)
def _every_thread_if_slow(request: pytest.FixtureRequest) -> None:
    if request.node.get_closest_marker("slow"):
        request.getfixturevalue("every_thread")


@pytest.fixture(autouse=True)
def _own_random() -> Iterator[None]:
    """No test leans on, or disturbs, the global random state."""
    with no_global_random():
        yield
