"""A messy world that several files look at."""

import pytest

from tests.probabilistic.score_twin import Settled


@pytest.fixture(scope="session")
def settled() -> Settled:
    """One for all of them: none changes it."""
    return Settled()
