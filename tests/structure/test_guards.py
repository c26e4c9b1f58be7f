"""The guards of tests/conftest.py do guard."""

import random
import socket
from pathlib import Path
from typing import cast

import duckdb
import pytest

from linkage.engine.duckdb import DuckDBEngine
from tests import in_memory
from tests.guards import no_global_random, no_network


@pytest.mark.parametrize("method", ["connect", "connect_ex"])
def test_a_connection_is_refused(method: str) -> None:
    """Not even to this machine."""
    with no_network(), socket.socket() as opened, pytest.raises(pytest.fail.Exception, match="connection"):
        getattr(opened, method)(("127.0.0.1", 9))


def test_a_look_up_is_refused() -> None:
    """The name is not sent anywhere."""
    with no_network(), pytest.raises(pytest.fail.Exception, match="network name"):
        socket.getaddrinfo("example.invalid", 443)


def test_the_global_generator_is_watched() -> None:
    """A draw from it fails the test; a generator of one's own does not."""
    with no_global_random():
        random.Random(1).random()
    with pytest.raises(pytest.fail.Exception, match=r"random\.Random"), no_global_random():
        random.random()


def test_the_global_generator_is_put_back() -> None:
    """One bad test does not make the next one fail."""
    before = cast("object", random.getstate())
    with pytest.raises(pytest.fail.Exception), no_global_random():
        random.seed(1)
    assert random.getstate() == before


@pytest.mark.parametrize("said", [{"TMPDIR": "/mine"}, {"PYTEST_DEBUG_TEMPROOT": "/mine"}])
def test_whoever_says_where_passing_files_go_is_heeded(said: dict[str, str]) -> None:
    """Nothing is said besides."""
    before = dict(said)
    in_memory.keep_in_memory(said)
    assert said == before


@pytest.mark.parametrize(("free", "expected"), [(0, True), (2**62, False)])
def test_passing_files_are_kept_in_memory_where_there_is_room(
    free: int, expected: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Elsewhere pytest takes the place it always takes."""
    monkeypatch.setattr(in_memory, "MEMORY", tmp_path)
    monkeypatch.setattr(in_memory, "ROOM", free)
    said: dict[str, str] = {}
    in_memory.keep_in_memory(said)
    assert said == ({"PYTEST_DEBUG_TEMPROOT": str(tmp_path)} if expected else {})


def test_a_database_has_one_thread() -> None:
    """Where nobody asks for another number of them."""
    engine = DuckDBEngine()
    assert engine.scalar("select current_setting('threads')") == 1
    engine.close()


@pytest.mark.usefixtures("every_thread")
def test_a_database_has_every_thread_where_a_test_asks() -> None:
    """As many as without this program."""
    engine = DuckDBEngine()
    with duckdb.connect() as plain:
        expected = plain.execute("select current_setting('threads')").fetchall()
    assert engine.rows("select current_setting('threads')") == expected
    engine.close()
