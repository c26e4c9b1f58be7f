"""
One estimate from those of several draws, by Rubin's rules.

    estimate     the mean of the estimates
    variance     the mean of their variances, and (1 + 1/K) times the variance among the estimates
    interval     by Student's t, with Rubin's degrees of freedom, or those of Barnard and Rubin where the data have few;
                 none below one degree

Sources: Rubin, Multiple imputation for nonresponse in surveys, 1987; Barnard and Rubin, Biometrika 1999, 86:948.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, isfinite, sqrt
from statistics import NormalDist, fmean, variance

from linkage.errors import ConfigError
from linkage.spc.quantile import student_quantile

FEWEST = 2
"""Draws: of one nothing is known of what another would have given."""
FEWEST_DEGREES = 1
"""With fewer Student's t is wider than any interval is of use for, the wider the less the data say by themselves."""


class FewDegreesError(ConfigError):
    """Hardly anything but the spread of the draws is known: there is no interval."""


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
    numbers that are none; FewDegreesError, which is one too, below one degree of freedom: where data_degrees are said
    and the variance is nearly all among the draws, or all of it, as where every variance of a draw is 0.
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
    if not 0 < confidence < 1 or not (data_degrees is None or data_degrees > 0):
        raise ConfigError(
            "Rubin's rules need a confidence between 0 and 1, and data_degrees above 0 where they are said"
        )
    within, between = fmean(variances), variance(estimates)
    total = within + (1 + 1 / count) * between
    share = (1 + 1 / count) * between / total if total else 0.0
    degrees = degrees_of_freedom(share, count, data_degrees)
    tail = (1 - confidence) / 2
    quantile = student_quantile(tail, degrees) if isfinite(degrees) else -NormalDist().inv_cdf(tail)
    half = quantile * sqrt(total)
    middle = fmean(estimates)
    return Pooled(middle, total, middle - half, middle + half, degrees, share, count)


def degrees_of_freedom(share: float, draws: int, data_degrees: float | None) -> float:
    """
    Of the pooled estimate, by the `share` of its variance that is among the draws.

    Rubin's; where those of the data are said, Barnard and Rubin's, which are 0 where the data have no variance of their
    own. FewDegreesError below one.
    """
    degrees = (draws - 1) / share**2 if share else inf
    if data_degrees is None or not isfinite(data_degrees):
        return degrees
    own = (data_degrees + 1) / (data_degrees + 3) * data_degrees * (1 - share)
    found = 1 / (1 / degrees + 1 / own) if own > 0 else 0.0
    if found < FEWEST_DEGREES:
        raise FewDegreesError(
            "Rubin's rules: fewer than one degree of freedom, so that hardly anything is known but how the draws "
            "differ, and an interval would be without end: ask of more people, or for more draws"
        )
    return found
