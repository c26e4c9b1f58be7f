"""
Estimated shares with a 95% interval, as they may be shared: made again from a sample of round size.

An interval tells how large its sample was, and with the share how many were found: from Wilson's two ends, at three
decimals, both can be solved for. So the sample and what was found in it are rounded as any count is, and share and
interval are of these: they tell nothing that the two rounded numbers would not.
"""

from math import sqrt

from linkage.disclosure.profile import Profile

Z = 1.959964
"""Of a 95% interval."""

MOST, PRECISE = 1e10, 1e-7
"""No sample is larger; how exactly its size is found, of itself."""


def remade(share: float, low: float, high: float, profile: Profile) -> tuple[float, float, float] | None:
    """Share and interval of a sample of round size; None where a side of it would be too small to be shown."""
    size = sample_size(share, high - low)
    if round(min(share, 1 - share) * size) < profile.smallest:
        return None
    trials, found = profile.rounded(round(size)), profile.rounded(round(share * size))
    return (found / trials, *wilson(found / trials, trials)) if found < trials else None


def sample_size(share: float, width: float) -> float:
    """How many trials give an interval so wide about a share; the more, the narrower."""
    low, high = 1.0, MOST
    while high - low > PRECISE * low:
        middle = sqrt(low * high)
        ends = wilson(share, middle)
        low, high = (middle, high) if ends[1] - ends[0] > width else (low, middle)
    return low


def wilson(share: float, trials: float) -> tuple[float, float]:
    """Both ends of Wilson's interval for a share seen in so many trials, between 0 and 1."""
    centre = share + Z**2 / 2 / trials
    spread = Z * sqrt(share * (1 - share) / trials + Z**2 / 4 / trials**2)
    whole = 1 + Z**2 / trials
    return max(0.0, (centre - spread) / whole), min(1.0, (centre + spread) / whole)
