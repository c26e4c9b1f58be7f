"""
Estimated shares with a 95% interval, as they may be shared: made again from a sample of round size.

An interval tells how large its sample was, and with the share how many were found: from Wilson's two ends, at three
decimals, both can be solved for. So the sample and what was found in it are rounded as any count is, and share and
interval are of these: they tell nothing that the two rounded numbers would not. An interval that is wider than its
sample makes it, as where wrong numbers make the share itself a range, is that of the smaller sample that covers it.
"""

from math import sqrt

from linkage.disclosure.profile import Profile
from linkage.words.estimate import DECIMALS
from linkage.words.interval import wilson

MOST, PRECISE = 1e10, 1e-7
"""No sample is larger; how exactly its size is found, of itself."""
SLACK = 10.0**-DECIMALS
"""By how much an end may be off: as far as the statistics round it."""


def remade(share: float, low: float, high: float, profile: Profile) -> tuple[float, float, float] | None:
    """Share and interval of a sample of round size; None where a side of it would be too small to be shown."""
    size = sample_size(share, low, high)
    if round(min(share, 1 - share) * size) < profile.smallest:
        return None
    trials, found = profile.rounded(round(size)), profile.rounded(round(share * size))
    return (found / trials, *wilson(found / trials, trials)) if found < trials else None


def sample_size(share: float, low: float, high: float) -> float:
    """The largest number of trials whose interval about a share reaches both ends."""
    least, most = 1.0, MOST
    while most - least > PRECISE * least:
        middle = sqrt(least * most)
        ends = wilson(share, middle)
        reaches = ends[0] <= low + SLACK and ends[1] >= high - SLACK
        least, most = (middle, most) if reaches else (least, middle)
    return least
