"""phi of rank P: the share of a group of events whose person is in the index, where it is likeliest."""

from collections.abc import Sequence
from math import log

Event = tuple[int, float, float]
"""How many events, the sum of the Bayes factors of their candidates over N, and their coverage."""


def log_likelihood(phi: float, events: Sequence[Event], parent: float | None, pull: float) -> float:
    """Of the candidates found; a parent counts as if `pull` events had shown its phi."""
    found = sum(count * log((1 - phi * coverage) + phi * factor) for count, factor, coverage in events)
    if parent is None:
        return found
    return found + pull * (parent * log(phi) + (1 - parent) * log(1 - phi))


def likeliest(
    events: Sequence[Event], *, parent: float | None = None, pull: float = 0, lowest: float, highest: float
) -> float:
    """The phi of the highest likelihood, to about six places: thirds are cut off until little is left."""
    low, high = lowest, highest
    while high - low > 1e-9:
        one, other = low + (high - low) / 3, high - (high - low) / 3
        if log_likelihood(one, events, parent, pull) < log_likelihood(other, events, parent, pull):
            low = one
        else:
            high = other
    return (low + high) / 2
