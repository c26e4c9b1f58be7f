"""
The share not exact: how often a field of an event differs from all that its own person holds.

One number for each field, among people who hold it. How what is not exact splits among the levels, and how often the
person holds nothing, are no part of it: moving the share moves the weight of exact agreement one way and that of every
other level the other way, all of these by the same number of bits.
"""

from collections.abc import Mapping, Sequence
from itertools import product
from math import log2

from linkage.steps.probabilistic.levels.levels import FIELDS, NONE_HELD, SAME_VALUE
from linkage.steps.probabilistic.model.frozen import rounded
from linkage.steps.probabilistic.model.model import LevelParameters, Model

EXACT, INEXACT, SILENT = 0, 1, 2
"""How a field of a pair agrees: not at all to the point where event or person has nothing to compare."""

Agreement = tuple[int, int, int]
"""One of the three for each of FIELDS."""
AGREEMENTS: tuple[Agreement, ...] = tuple(
    (birth_date, postcode, sex) for birth_date, postcode, sex in product((EXACT, INEXACT, SILENT), repeat=3)
)

Shares = Mapping[str, float]
"""The share not exact by field."""

MOST_BITS = 4.0
"""
No weight moves by more: sixteen times the errors.

Birth dates of records without a number went wrong so much more often in worlds where bad records go together most; what
goes beyond it is for training.
"""


def not_exact(levels: Sequence[LevelParameters]) -> float:
    """The share not exact that a model has for one comparison."""
    held = sum(one.m for one in levels if one.level != NONE_HELD)
    return rounded(1 - sum(one.m for one in levels if one.level in SAME_VALUE) / held)


def trained_shares(model: Model) -> dict[str, float]:
    """The share not exact of every field as the model has it."""
    return {field: not_exact(model.comparisons[field]) for field in FIELDS}


def bounded(share: float, trained: float) -> float:
    """The share, or the nearest to it at which no weight moves by more than MOST_BITS."""
    most = 2**MOST_BITS
    least = max(trained / most, 1 - (1 - trained) * most)
    return min(max(share, least), trained * most, 1 - (1 - trained) / most)


def factor(share: float, trained: float, agreement: int) -> float:
    """What m of a level is multiplied by, for a field at EXACT, INEXACT or SILENT."""
    if agreement == SILENT or share == trained:
        return 1.0
    return (1 - share) / (1 - trained) if agreement == EXACT else share / trained


def moved_bits(share: float, trained: float, agreement: int) -> float:
    """The same in bits: what is added to the level's weight."""
    return log2(factor(share, trained, agreement))


def factors(shares: Shares, trained: Shares) -> dict[Agreement, float]:
    """The factors of the three fields together, for every agreement of a pair."""
    found = {}
    for agreement in AGREEMENTS:
        whole = 1.0
        for field, how in zip(FIELDS, agreement, strict=True):
            whole *= factor(shares[field], trained[field], how)
        found[agreement] = whole
    return found
