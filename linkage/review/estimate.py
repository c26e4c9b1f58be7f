"""
Precision and recall from judged samples of strata: weighted by the events of each, with intervals that hold near 1.

    precision   of the links, those that are right
    recall      of the people whom the search can find, those who are linked

Each stratum's share counts with its events as they are now, whichever samples its decisions come of (post-stratified).
Middle readings are freed of the reviewers' errors. The variance is that of a stratified sample without replacement,
each stratum's share drawn towards that of all linked, or all other, events by one event, so that five of a kind do
not count as certain. An interval is Wilson's, mended near 0 and 1, on the effective number of events; that of recall
is put together from those of the three shares that it rests on (square and add; Newcombe 1998).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from linkage.review.interval import near_ends
from linkage.review.judged import Judged
from linkage.review.reviewer_error import ReviewerError, errors_of
from linkage.review.shares import Shares, effective, freed, sampling, shares_of, smoothed, weighted
from linkage.words.interval import Z

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
    """Share of the links that are right; None where no link was judged."""
    read = {
        reading: [one for one in shares_of(judged, sizes, reading).values() if one.is_linked]
        for reading in READINGS
    }
    if not all(read.values()):
        return None
    error = errors_of(judged)["right", True]
    worst, best = (weighted(read[name], [one.right for one in read[name]]) for name in ("worst", "best"))
    found = side_share(read["middle"], "right", error)
    return made(
        (worst, found.middle, best), (found.low, found.high), read["middle"], found.trials, error.single
    )


def recall(judged: Sequence[Judged], sizes: Mapping[str, int]) -> Estimate | None:
    """
    Share linked of the people whom the search can find; None where no link was judged, or nobody was found.

    Three shares move it: of links those that are right and those of somebody else, of other events those whose person
    was missed. Each end of its interval is as far off as those of the three are together, each taken by itself.
    """
    errors = errors_of(judged)
    read = {name: list(shares_of(judged, sizes, name).values()) for name in READINGS}
    ratios = {name: plain_recall(read[name]) for name in ("worst", "best")}
    linked = [one for one in read["middle"] if one.is_linked]
    others = [one for one in read["middle"] if not one.is_linked]
    if not linked or None in ratios.values():
        return None
    links, rest = (sum(one.events for one in side) for side in (linked, others))
    right = side_share(linked, "right", errors["right", True])
    wrong = side_share(linked, "missed", errors["missed", True])
    missed = side_share(others, "missed", errors["missed", False]) if others else NOTHING

    def ratio(right: float, wrong: float, missed: float) -> float:
        found, lost = links * right, links * wrong + rest * missed
        return found / (found + lost) if found > 0 and found + lost > 0 else 0.0

    middle = ratio(right.middle, wrong.middle, missed.middle)
    low, high = (
        middle
        + sign
        * sqrt(
            sum(
                (middle - one) ** 2
                for one in (
                    ratio(getattr(right, end), wrong.middle, missed.middle),
                    ratio(right.middle, getattr(wrong, other), missed.middle),
                    ratio(right.middle, wrong.middle, getattr(missed, other)),
                )
            )
        )
        for sign, end, other in ((-1, "low", "high"), (1, "high", "low"))
    )
    single = max(error.single for error in errors.values())
    trials = trials_of(middle, max(0.0, low), min(1.0, high))
    ends = (ratios["worst"] or 0.0, middle, ratios["best"] or 0.0)
    return made(ends, (low, high), read["middle"], trials, single)


def plain_recall(shares: Sequence[Shares]) -> float | None:
    """Recall as it was seen; None where no link is right."""
    right = sum(one.events * one.right for one in shares if one.is_linked)
    return right / (right + sum(one.events * one.missed for one in shares)) if right else None


@dataclass(frozen=True)
class SideShare:
    """A share of all links, or of all other events, with its interval; freed of errors, it may leave 0 to 1."""

    middle: float
    low: float
    high: float
    trials: float


NOTHING = SideShare(0.0, 0.0, 0.0, 0.0)


def side_share(shares: Sequence[Shares], what: str, error: ReviewerError) -> SideShare:
    """
    The weighted share of what is asked, `right` or `missed`.

    The interval is that of the share as the reviewers have it, its ends freed of their errors; how little is known of
    these widens it.
    """
    values = [getattr(one, what) for one in shares]
    smooth = smoothed([(one.judged, value) for one, value in zip(shares, values, strict=True)], error)
    events = sum(one.events for one in shares)
    variance = sum(
        (one.events / events) ** 2 * sampling(one, share * (1 - share))
        for one, share in zip(shares, smooth, strict=True)
    )
    seen, trials = weighted(shares, values), effective(weighted(shares, smooth), variance, shares)
    shown = weighted(shares, [one.shown for one in shares])
    middle, low, high = (freed(end, shown, error) for end in (seen, *near_ends(seen, trials)))
    doubt = Z**2 * (shown * error.slope(seen)) ** 2 * error.variance
    return SideShare(
        middle,
        middle - sqrt((middle - low) ** 2 + doubt),
        middle + sqrt((high - middle) ** 2 + doubt),
        trials,
    )


def trials_of(share: float, low: float, high: float) -> float:
    """How many events drawn at random would leave as wide an interval."""
    half = (high - low) / 2
    inside = min(max(share, 0.5 * low + 1e-9), 1 - 0.5 * (1 - high) - 1e-9)
    return Z**2 * inside * (1 - inside) / half**2 if half > 0 else 0.0


def made(
    readings: tuple[float, float, float],
    ends: tuple[float, float],
    shares: Sequence[Shares],
    trials: float,
    single: float,
) -> Estimate:
    """The estimate, within 0 and 1 and in order."""
    worst, middle, best, low, high = (min(1.0, max(0.0, end)) for end in (*readings, *ends))
    judged = sum(one.judged for one in shares)
    return Estimate(min(worst, middle), middle, max(best, middle), low, high, judged, trials, single)
