"""What no test may do: reach for the network, or lean on Python's global random state."""

import random
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import pytest


@contextmanager
def no_network() -> Iterator[None]:
    """Fail whoever opens a connection or looks up a name; sockets within the machine's file system may be used."""

    def connect(self: socket.socket, address: str) -> None:
        if self.family != socket.AF_UNIX:
            pytest.fail("a test opened a network connection")
        return connect_as_it_was(self, address)

    def look_up(*_: object, **__: object) -> None:
        pytest.fail("a test looked up a network name")

    connect_as_it_was = socket.socket.connect
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
