"""What was judged of each stratum, and how sure a weighted share of several strata is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from linkage.review.judged import Judged
from linkage.review.reviewer_error import ReviewerError


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
        judged_here = len(votes)
        seen = [sum(vote[place] for vote in votes) / judged_here for place in range(3)]
        shares[name] = Shares(
            max(sizes[name], judged_here), judged_here, seen[2], seen[0], seen[1], linked[name]
        )
    return shares


def freed(share: float, shown: float, error: ReviewerError) -> float:
    """A stratum's share without the reviewers' errors, of which there are none where nobody had to look."""
    return (share - shown * error.majority) / (1 - 2 * error.majority)


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
