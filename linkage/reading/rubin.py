"""
One estimate from those of several draws, by Rubin's rules.

    estimate     the mean of the estimates
    variance     the mean of their variances, and (1 + 1/K) times the variance among the estimates
    interval     by Student's t, with Rubin's degrees of freedom, or those of Barnard and Rubin where the data have few

Sources: Rubin, Multiple imputation for nonresponse in surveys, 1987; Barnard and Rubin, Biometrika 1999, 86:948.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, exp, inf, isfinite, pi, sin, sqrt
from statistics import NormalDist, fmean, variance

from linkage.errors import ConfigError

FEWEST = 2
"""Draws: of one nothing is known of what another would have given."""
TWO, FEW, SMALL = 2, 5, 0.002
"""Of Hill's algorithm: degrees that have a formula of their own, degrees that are few, and a small exponent."""


@dataclass(frozen=True)
class Pooled:
    """An estimate that carries what is not known of the links."""

    estimate: float
    variance: float
    low: float
    high: float
    degrees_of_freedom: float
    """Infinite where all draws agree and the data's own are not said."""
    missing_information: float
    """Share of the variance that comes of not knowing the links, 0 to 1."""
    draws: int

    @property
    def standard_error(self) -> float:
        """The root of the variance."""
        return sqrt(self.variance)


def rubin(
    estimates: Sequence[float],
    variances: Sequence[float],
    *,
    confidence: float = 0.95,
    data_degrees: float | None = None,
) -> Pooled:
    """
    The pooled estimate of the same analysis done under each draw; `variances` are squared standard errors.

    `data_degrees` are the degrees of freedom that the analysis would have with the links known, where they are few. Of
    a rate or a ratio pool the logarithm or logit, and turn the ends back. ConfigError for fewer than two draws, or for
    numbers that are none.
    """
    estimates, variances = list(map(float, estimates)), list(map(float, variances))
    count = len(estimates)
    if count != len(variances) or count < FEWEST:
        raise ConfigError(
            f"Rubin's rules need an estimate and its variance of each of at least two draws, not {count} and "
            f"{len(variances)}"
        )
    if not all(map(isfinite, (*estimates, *variances))) or min(variances) < 0:
        raise ConfigError(
            "Rubin's rules need numbers: an estimate or variance of a draw is missing, infinite or negative"
        )
    within, between = fmean(variances), variance(estimates)
    total = within + (1 + 1 / count) * between
    share = (1 + 1 / count) * between / total if total else 0.0
    degrees = (count - 1) / share**2 if share else inf
    if data_degrees is not None:
        own = (data_degrees + 1) / (data_degrees + 3) * data_degrees * (1 - share)
        degrees = 1 / (1 / degrees + 1 / own) if own else degrees
    half = student(0.5 + confidence / 2, degrees) * sqrt(total)
    middle = fmean(estimates)
    return Pooled(middle, total, middle - half, middle + half, degrees, share, count)


def student(probability: float, degrees: float) -> float:
    """
    The quantile of Student's t, for a probability above one half.

    Exact for one and two degrees of freedom, else by Hill's algorithm 396 (1970), to five digits or better.
    """
    two_tailed = 2 * (1 - probability)
    if degrees <= 1:
        return cos(two_tailed * pi / 2) / sin(two_tailed * pi / 2)
    if degrees == TWO:
        return sqrt(2 / (two_tailed * (2 - two_tailed)) - 2)
    if not isfinite(degrees):
        return NormalDist().inv_cdf(probability)
    a = 1 / (degrees - 0.5)
    b = 48 / a**2
    c = ((20700 * a / b - 98) * a - 16) * a + 96.36
    d = ((94.5 / (b + c) - 3) / b + 1) * sqrt(a * pi / 2) * degrees
    y = (d * two_tailed) ** (2 / degrees)
    if y > 0.05 + a:
        x = -NormalDist().inv_cdf(probability)
        y = x**2
        if degrees < FEW:
            c += 0.3 * (degrees - 4.5) * (x + 0.6)
        c += (((0.05 * d * x - 5) * x - 7) * x - 2) * x + b
        y = (((((0.4 * y + 6.3) * y + 36) * y + 94.5) / c - y - 3) / b + 1) * x
        y = a * y**2
        y = exp(y) - 1 if y > SMALL else y + y**2 / 2
    else:
        e = ((degrees + 6) / (degrees * y) - 0.089 * d - 0.822) * (degrees + 2) * 3
        y = ((1 / e + 0.5 / (degrees + 4)) * y - 1) * (degrees + 1) / (degrees + 2) + 1 / y
    return sqrt(degrees * y)
