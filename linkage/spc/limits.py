"""Process limits of a series: between them lies what the process does of itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

WIDTH = 2.66
"""Process limits lie so many mean moving ranges from the mean (3 / 1.128)."""
SCREEN = 3.267
"""A moving range of so many mean moving ranges or more is taken for something that happened, not for the process."""
RANGE = 1.128
"""Mean moving range of two over the standard deviation."""


@dataclass(frozen=True)
class ProcessLimits:
    """
    What one point is held against: the mean, the process limits, and the near limits at two thirds of the way.

    The limits of a share are not cut at 0 and 1 here: rules look at them as calculated, drawings may cut them.
    """

    mean: float
    lower: float
    upper: float

    @property
    def near_lower(self) -> float:
        """Two thirds of the way from the mean to the lower limit."""
        return self.mean - (self.mean - self.lower) * 2 / 3

    @property
    def near_upper(self) -> float:
        """Two thirds of the way from the mean to the upper limit."""
        return self.mean + (self.upper - self.mean) * 2 / 3


def xmr_limits(values: Sequence[float], *, screened: bool) -> tuple[ProcessLimits, ...]:
    """
    Process limits of each point of an XmR chart, the same for all; none for fewer than two points.

    Mean, and 2.66 mean moving ranges to either side. Screened: moving ranges of 3.267 mean ones or more are left
    out, once, and the mean moving range is taken again. Source: Making Data Count; NHSRplotthedots 0.2.2, which
    screens, and NHS England's workbook, which does not.
    """
    ranges = [abs(later - earlier) for earlier, later in pairwise(values)]
    if not ranges:
        return ()
    moving = mean(ranges)
    if screened:
        kept = [found for found in ranges if found < SCREEN * moving]
        moving = mean(kept) if kept else moving
    middle = mean(values)
    return (ProcessLimits(middle, middle - WIDTH * moving, middle + WIDTH * moving),) * len(values)


def prime_limits(counts: Sequence[int], denominators: Sequence[int]) -> tuple[ProcessLimits, ...]:
    """
    Process limits of each point of a Laney p-prime chart; none for fewer than two points, or shares all 0 or all 1.

    A share varies by its denominator and, with large ones, by far more: the moving range of the standardised shares
    tells by how much. Source: Laney 2002; Anhoj, SPC for healthcare.
    """
    overall = sum(counts) / sum(denominators) if sum(denominators) else 0.0
    if len(counts) < 2 or overall in {0.0, 1.0}:  # noqa: PLR2004 - a moving range is of two
        return ()
    spread = [sqrt(overall * (1 - overall) / denominator) for denominator in denominators]
    standard = [
        (count / denominator - overall) / sigma
        for count, denominator, sigma in zip(counts, denominators, spread, strict=True)
    ]
    beyond = mean([abs(later - earlier) for earlier, later in pairwise(standard)]) / RANGE
    return tuple(
        ProcessLimits(overall, overall - 3 * sigma * beyond, overall + 3 * sigma * beyond) for sigma in spread
    )


def mean(values: Sequence[float]) -> float:
    """The arithmetic mean of some values, at least one."""
    return sum(values) / len(values)
