"""
Wilson's interval, mended where a share is nearly 0 or 1: there it leaves the truth out too often.

One event of a hundred that is seen by luck would put a true share of one in a thousand outside. For up to three events
the nearer end is therefore a Poisson bound. Source: Brown, Cai and DasGupta 2001, Interval Estimation for a Binomial
Proportion, Statistical Science 16, section 4.1.
"""

from itertools import pairwise

from linkage.words.interval import wilson

BOUNDS = ((0.0, 0.0), (1.0, 0.0513), (2.0, 0.3554), (3.0, 0.8177))
"""Events seen, and the mean with which 5 in a hundred see as many or more: half the 5% point of chi-squared."""


def near_ends(share: float, trials: float) -> tuple[float, float]:
    """
    Both ends of the interval, within 0 and 1; `trials` need be no whole number.

    >>> [round(end, 5) for end in near_ends(0.01, 100)], [round(end, 5) for end in near_ends(0.5, 100)]
    ([0.00051, 0.05449], [0.40383, 0.59617])
    """
    low, high = wilson(share, trials)
    return min(low, least(share * trials) / trials), max(high, 1 - least((1 - share) * trials) / trials)


def least(seen: float) -> float:
    """The bound for so many events, between those of whole numbers; as many as were seen beyond the last."""
    for (before, low), (after, high) in pairwise(BOUNDS):
        if seen <= after:
            return low + (high - low) * (seen - before) / (after - before)
    return seen
