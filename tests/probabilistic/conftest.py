"""What several files look at and none changes, made once for all of them."""

import pytest

from linkage.steps.probabilistic.model.model import Model
from tests.probabilistic.score_twin import Settled
from tests.probabilistic.test_training import trained, world_with_errors


@pytest.fixture(scope="session")
def settled() -> Settled:
    """A messy world."""
    return Settled()


@pytest.fixture(scope="session")
def model() -> Model:
    """A model trained on 6,000 people with errors, who do not all live at one postcode."""
    return trained(world_with_errors(seed=11, size=6_000))
