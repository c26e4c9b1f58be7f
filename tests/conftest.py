"""Guards around every test."""

from collections.abc import Iterator
from random import Random

import pytest

from tests.guards import no_global_random, no_network


@pytest.fixture(scope="session", autouse=True)
def _offline() -> Iterator[None]:
    """No test reaches for the network; and Splink, which names tables by chance, has a chance of its own."""
    with no_network(), pytest.MonkeyPatch.context() as patch:
        patch.setattr("splink.internals.misc.random", Random(1))
        yield


@pytest.fixture(autouse=True)
def _own_random() -> Iterator[None]:
    """No test leans on, or disturbs, the global random state."""
    with no_global_random():
        yield
