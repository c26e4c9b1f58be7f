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
from linkage.words.interval import Z, wilson

READINGS = ("worst", "middle", "best")


@dataclass(frozen=True)
class Shares:
    """One stratum in one reading."""

    events: int
    judged: int
    shown: float
    """Share of those judged that people had to look at."""
    right: float
    missed: float
    is_linked: bool


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


def shares_of(judged: Sequence[Judged], sizes: Mapping[str, int], reading: str) -> dict[str, Shares]:
    """Each stratum's shares; strata that hold no event any more, and those of which nobody could tell, are out."""
    found: dict[str, list[tuple[bool, bool, bool]]] = {}
    linked: dict[str, bool] = {}
    for one in judged:
        right, missed = one.said(reading)
        if right is not None and missed is not None and sizes.get(one.stratum):
            found.setdefault(one.stratum, []).append((one.is_linked and right, missed, one.is_shown))
            linked[one.stratum] = one.is_linked
    shares: dict[str, Shares] = {}
    for name, votes in sorted(found.items()):
        right, missed, shown = (sum(vote[place] for vote in votes) / len(votes) for place in range(3))
        shares[name] = Shares(
            max(sizes[name], len(votes)), len(votes), shown, float(right), float(missed), linked[name]
        )
    return shares


def freed(share: float, shown: float, error: ReviewerError) -> float:
    """A stratum's share without the reviewers' errors, of which there are none where nobody had to look."""
    return (share - shown * error.majority) / (1 - 2 * error.majority)


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


def sampling(one: Shares, spread: float) -> float:
    """Variance of a stratum's mean, drawn without replacement."""
    return (1 - one.judged / one.events) * spread / max(1, one.judged - 1)


def smoothed(found: Sequence[tuple[int, float]], error: ReviewerError) -> list[float]:
    """
    Each share drawn by one event towards that of all, and that towards one half by two.

    None is nearer 0 or 1 than the reviewers' errors put it: where it was seen so, that was luck.
    """
    events = sum(judged for judged, _ in found)
    whole = (sum(judged * share for judged, share in found) + 1) / (events + 2)
    least = error.majority
    return [min(1 - least, max(least, (judged * share + whole) / (judged + 1))) for judged, share in found]


def weighted(shares: Sequence[Shares], values: Sequence[float]) -> float:
    """The mean of some values of strata, each counted with its events."""
    return sum(one.events * value for one, value in zip(shares, values, strict=True)) / sum(
        one.events for one in shares
    )


def effective(share: float, variance: float, shares: Sequence[Shares]) -> float:
    """Events drawn at random that would tell a share with this variance; all of a sample that holds every event."""
    judged = float(sum(one.judged for one in shares))
    return (
        share * (1 - share) / variance
        if variance > 0
        else max(judged, float(sum(one.events for one in shares)))
    )


def made(
    readings: tuple[float, float, float], ends: tuple[float, float], judged: int, trials: float, single: float
) -> Estimate:
    """The estimate, within 0 and 1 and in order."""
    worst, middle, best, low, high = (min(1.0, max(0.0, end)) for end in (*readings, *ends))
    return Estimate(min(worst, middle), middle, max(best, middle), low, high, judged, trials, single)
