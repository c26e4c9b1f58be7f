"""The lock of a store whose answers are lost: its owner goes on with it by its token, and gives it back."""

from dataclasses import dataclass

import pytest

from linkage.errors import LockedError, ResourceError
from linkage.release.homes.opened import LIFE
from linkage.release.store.client import SMALL_SECONDS
from linkage.release.store.keys import LOCK
from linkage.release.store.lease import FREE, RENEWALS, Lease
from linkage.release.store.store import Found
from tests.store.memory_store import Failing, MemoryStore
from tests.store.places import ADDRESS


@dataclass
class Deaf(MemoryStore):
    """A store that may not answer what is read, either."""

    reads_fail: bool = False

    def read(self, key: str) -> Found | None:
        """The object, or no answer."""
        if self.reads_fail:
            raise ResourceError("the store does not answer")
        return super().read(key)


def lost(store: Deaf, lease: Lease) -> None:
    """A renewal is written; neither its answer nor that to the look at it arrives."""
    store.failing, store.reads_fail = Failing(1, "after"), True
    with pytest.raises(ResourceError):
        lease.renew()
    store.failing, store.reads_fail = Failing(), False


@pytest.fixture
def store() -> Deaf:
    """An empty one."""
    return Deaf()


@pytest.fixture
def lease(store: Deaf) -> Lease:
    """The lock of `store`, taken."""
    made = Lease(store, ADDRESS, LIFE, "folder")
    made.take()
    return made


def test_an_owner_whose_renewal_was_written_goes_on(store: Deaf, lease: Lease) -> None:
    """The next renewal meets its own write, and every later one is written as if nothing had been."""
    lost(store, lease)
    for _ in range(3):
        before = store.objects[LOCK].version
        lease.renew()
        assert store.objects[LOCK].version != before
    lease.check()


def test_such_an_owner_gives_the_lock_back(store: Deaf, lease: Lease) -> None:
    """Nobody has to wait until its life is over."""
    lost(store, lease)
    lease.give_back()
    assert store.objects[LOCK].content == FREE


def test_a_lock_of_another_is_left_alone(store: Deaf, lease: Lease) -> None:
    """Neither renewed nor given back, though it is in the place of a write whose answer was lost."""
    lost(store, lease)
    taken = b'{"owner": "process 7 on elsewhere", "token": "a", "folder": "b", "renewed": 1}'
    store.swap(LOCK, taken, store.objects[LOCK].version)
    lease.renew()
    with pytest.raises(LockedError, match="process 7 on elsewhere"):
        lease.check()
    lease.give_back()
    assert store.objects[LOCK].content == taken


def test_a_request_ends_before_the_next_renewal() -> None:
    """Of the tries of one, the last begins within SMALL_SECONDS and takes as long at most."""
    assert 2 * SMALL_SECONDS < LIFE / RENEWALS
