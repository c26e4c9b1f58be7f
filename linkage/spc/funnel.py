"""Many providers in one month: who lies further from the whole than their size and their differences explain."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

WINSORISED = 0.1
"""Share of the z-scores at each end that count as no more extreme than the rest."""
LEAST_FOR_OVERDISPERSION = 10
"""Providers below which no overdispersion is estimated."""
WARNING, ALARM = 1.96, 3.09
"""Standard deviations that 95% and 99.8% of providers lie within when nothing sets them apart."""


@dataclass(frozen=True)
class Funnel:
    """
    The whole's share, and by how much providers vary beyond chance.

    `overdispersion` multiplies the variance and is never below 1: our choice among the published ones.
    Source: Spiegelhalter 2005, Funnel plots for comparing institutional performance.
    """

    overall: float
    overdispersion: float
    is_estimated: bool
    """Whether there were enough providers to estimate overdispersion; 1 without."""

    def limits(self, denominator: int, deviations: float) -> tuple[float, float]:
        """Lower and upper limit for so many events, cut at 0 and 1."""
        spread = deviations * sqrt(self.overdispersion * self.overall * (1 - self.overall) / denominator)
        return max(0.0, self.overall - spread), min(1.0, self.overall + spread)

    def deviation(self, count: int, denominator: int) -> float:
        """How many standard deviations, overdispersion included, a provider lies from the whole; 0 without any."""
        variance = self.overdispersion * self.overall * (1 - self.overall) / denominator
        return (count / denominator - self.overall) / sqrt(variance) if variance else 0.0

    def is_high(self, count: int, denominator: int) -> bool:
        """Whether a provider lies above the 99.8% limit."""
        return self.deviation(count, denominator) > ALARM

    def is_low(self, count: int, denominator: int) -> bool:
        """Whether a provider lies below the 99.8% limit."""
        return self.deviation(count, denominator) < -ALARM


def funnel(providers: Mapping[str, tuple[int, int]], overall: float | None = None) -> Funnel | None:
    """
    The funnel of providers' (count, denominator); None without a denominator.

    `overall` is the whole's share where these are not all providers; that of these together if left out.
    """
    shown = [(count, denominator) for count, denominator in providers.values() if denominator]
    if not shown:
        return None
    whole = sum(denominator for _, denominator in shown)
    centre = sum(count for count, _ in shown) / whole if overall is None else overall
    flat = Funnel(centre, 1.0, is_estimated=False)
    if len(shown) < LEAST_FOR_OVERDISPERSION:
        return flat
    scores = winsorised([flat.deviation(count, denominator) for count, denominator in shown])
    found = sum(score**2 for score in scores) / len(scores)
    return Funnel(flat.overall, max(1.0, found), is_estimated=True)


def winsorised(scores: list[float]) -> list[float]:
    """The scores in order, the lowest and highest tenth brought to the nearest of the rest."""
    ordered = sorted(scores)
    cut = int(len(ordered) * WINSORISED)
    low, high = ordered[cut], ordered[len(ordered) - 1 - cut]
    return [min(max(score, low), high) for score in ordered]
