"""Guards around every test."""

from collections.abc import Iterator

import pytest

from tests.guards import no_global_random, no_network


@pytest.fixture(scope="session", autouse=True)
def _offline() -> Iterator[None]:
    """No test of the whole run reaches for the network."""
    with no_network():
        yield


@pytest.fixture(autouse=True)
def _own_random() -> Iterator[None]:
    """No test leans on, or disturbs, the global random state."""
    with no_global_random():
        yield
