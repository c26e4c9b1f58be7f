"""The guards of tests/conftest.py do guard."""

import random
import socket
from typing import cast

import pytest

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
