"""What no test may do: reach for the network, or lean on Python's global random state."""

import random
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import cast

import pytest

LOOPBACK = ("127.0.0.1", "localhost")


@contextmanager
def no_network(*, itself: bool = False) -> Iterator[None]:
    """
    Fail whoever opens a connection or looks up a name; sockets within the machine's file system may be used.

    With `itself`, the machine may talk to itself over its loopback address, as Python does with Spark.
    """

    def connect(self: socket.socket, address: str | tuple[str, int]) -> None:
        if self.family != socket.AF_UNIX and not (itself and address[0] in LOOPBACK):
            pytest.fail("a test opened a network connection")
        return connect_as_it_was(self, address)

    def look_up(host: str, *rest: object, **named: object) -> object:
        if not (itself and host in LOOPBACK):
            pytest.fail("a test looked up a network name")
        return look_up_as_it_was(host, *rest, **named)

    connect_as_it_was = socket.socket.connect
    look_up_as_it_was = cast("Callable[..., object]", socket.getaddrinfo)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect)
        patch.setattr(socket.socket, "connect_ex", connect)
        patch.setattr(socket, "getaddrinfo", look_up)
        yield


@contextmanager
def no_global_random() -> Iterator[None]:
    """Fail whoever draws from, or seeds, the one generator that the whole process shares."""
    before = random.getstate()
    yield
    if random.getstate() != before:
        random.setstate(before)
        pytest.fail("a test used the global random state; draw from random.Random(seed) instead")
