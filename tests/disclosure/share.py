"""How much of the attack is made: all of it, or the share that ATTACKS_PERCENT says, where time is short."""

import os

import pytest
from _pytest.mark import ParameterSet

PERCENT = int(os.environ.get("ATTACKS_PERCENT", "100"))


def some(whole: int) -> int:
    """The share of so many that is made, one at least."""
    return max(whole * PERCENT // 100, 1)


def batches(whole: int, step: int) -> list[ParameterSet]:
    """The first number of each batch of `step`, of the share that is made; all but the first are slow."""
    return [pytest.param(one, marks=[pytest.mark.slow] if one else []) for one in range(0, some(whole), step)]
