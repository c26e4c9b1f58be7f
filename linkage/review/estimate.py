"""
Precision and recall from judged samples of strata: weighted by the events of each, with intervals that hold near 1.

    precision   of the links, those that are right
    recall      of the people whom the search can find, those who are linked

Each stratum's share counts with its events as they are now, whichever samples its decisions come of (post-stratified).
Middle readings are freed of the reviewers' errors. The variance is that of a stratified sample without replacement,
each stratum's share drawn towards that of all linked, or all other, events by one event, so that five of a kind do
not count as certain. The interval is Wilson's on the effective number of events.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from linkage.review.judged import Judged
from linkage.review.reviewer_error import NO_ERROR, ReviewerError, errors_of
from linkage.review.shares import Shares, effective, freed, sampling, shares_of, smoothed, weighted
from linkage.words.interval import Z, wilson

READINGS = ("worst", "middle", "best")


@dataclass(frozen=True)
class Estimate:
    """A share with its range and interval, and what it rests on."""

    worst: float
    middle: float
    best: float
    low: float
    """Of the 95% interval of the middle reading."""
    high: float
    judged: int
    effective: float
    """How many events drawn at random would tell as much."""
    reviewer_error: float
    """How often one reviewer errs, by how often two differ; 0 where that is not known."""


def precision(judged: Sequence[Judged], sizes: Mapping[str, int]) -> Estimate | None:
    """
    Share of the links that are right; None where no link was judged.

    The interval is that of the share as the reviewers have it, its ends freed of their errors; how little is known of
    these widens it.
    """
    found = {
        reading: [one for one in shares_of(judged, sizes, reading).values() if one.is_linked]
        for reading in READINGS
    }
    if not all(found.values()):
        return None
    error = errors_of(judged)["right", True]
    worst, seen, best = (
        weighted(found[reading], [one.right for one in found[reading]]) for reading in READINGS
    )
    shares = found["middle"]
    smooth = smoothed([(one.judged, one.right) for one in shares], error)
    events = sum(one.events for one in shares)
    variance = sum(
        (one.events / events) ** 2 * sampling(one, share * (1 - share))
        for one, share in zip(shares, smooth, strict=True)
    )
    trials = effective(weighted(shares, smooth), variance, shares)
    shown = weighted(shares, [one.shown for one in shares])
    middle, low, high = (freed(end, shown, error) for end in (seen, *wilson(seen, trials)))
    doubt = Z**2 * (shown * error.slope(seen)) ** 2 * error.variance
    low, high = middle - sqrt((middle - low) ** 2 + doubt), middle + sqrt((high - middle) ** 2 + doubt)
    return made((worst, middle, best), (low, high), sum(one.judged for one in shares), trials, error.single)


def recall(judged: Sequence[Judged], sizes: Mapping[str, int]) -> Estimate | None:
    """Share linked of the people whom the search can find; None where no link was judged, or nobody was found."""
    errors = errors_of(judged)
    readings: list[float] = []
    for reading in READINGS:
        shares = list(shares_of(judged, sizes, reading).values())
        used = errors if reading == "middle" else dict.fromkeys(errors, NO_ERROR)
        linked = sum(
            one.events * freed(one.right, one.shown, used["right", True]) for one in shares if one.is_linked
        )
        missed = sum(
            one.events * freed(one.missed, one.shown, used["missed", one.is_linked]) for one in shares
        )
        if linked <= 0:
            return None
        readings.append(linked / (linked + max(0.0, missed)))
    shares = list(shares_of(judged, sizes, "middle").values())
    smooth, variance = recall_variance(shares, readings[1], errors)
    trials = effective(smooth, variance, shares)
    count, single = sum(one.judged for one in shares), max(error.single for error in errors.values())
    return made((readings[0], readings[1], readings[2]), wilson(readings[1], trials), count, trials, single)


def recall_variance(
    shares: Sequence[Shares], share: float, errors: Mapping[tuple[str, bool], ReviewerError]
) -> tuple[float, float]:
    """
    The share by smoothed strata, and the variance of a ratio, linearised.

    An event tells (1 - R) if it is linked rightly, and -R if its person was missed.
    """
    rights, misses = ([0.0] * len(shares), [0.0] * len(shares))
    for is_linked in (True, False):
        places = [place for place, one in enumerate(shares) if one.is_linked is is_linked]
        side = [shares[place] for place in places]
        for place, missed in zip(
            places,
            smoothed([(one.judged, one.missed) for one in side], errors["missed", is_linked]),
            strict=True,
        ):
            misses[place] = missed
        if is_linked:
            for place, right in zip(
                places,
                smoothed([(one.judged, one.right) for one in side], errors["right", True]),
                strict=True,
            ):
                rights[place] = right
    linked = sum(one.events * right for one, right in zip(shares, rights, strict=True))
    people = linked + sum(one.events * missed for one, missed in zip(shares, misses, strict=True))
    variance = 0.0
    slopes = dict.fromkeys(errors, 0.0)
    for one, right, missed in zip(shares, rights, misses, strict=True):
        unit = (
            (1 - share) ** 2 * right * (1 - right)
            + share**2 * missed * (1 - missed)
            + 2 * share * (1 - share) * right * missed
        )
        stretch = max(errors[what, one.is_linked].stretch for what in ("right", "missed"))
        weight = one.events / people
        variance += weight**2 * sampling(one, unit) * stretch
        for what, found, told in (("right", one.right, 1 - share), ("missed", one.missed, -share)):
            slopes[what, one.is_linked] += (
                told * weight * errors[what, one.is_linked].slope(found) * one.shown
            )
    doubt = sum(slope**2 * errors[key].variance for key, slope in slopes.items())
    return linked / people, variance + doubt


def made(
    readings: tuple[float, float, float], ends: tuple[float, float], judged: int, trials: float, single: float
) -> Estimate:
    """The estimate, within 0 and 1 and in order."""
    worst, middle, best, low, high = (min(1.0, max(0.0, end)) for end in (*readings, *ends))
    return Estimate(min(worst, middle), middle, max(best, middle), low, high, judged, trials, single)
