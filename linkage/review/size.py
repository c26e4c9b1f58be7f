"""
How many events of each stratum reviewers are shown, for a stated margin.

The sample of a finite group whose share p is to be known to +-w at 95% (NHS England, Designing Ambiguity Aware
Clerical Review):

    n = z^2 p (1 - p) N / (z^2 p (1 - p) + w^2 (N - 1))

Each stratum near the threshold is such a group by itself, and so are the other linked events together and the other
events without a link together: an event near the threshold is looked at many times as often as one far from it. What
falls to a group is shared among its strata by their events times the spread that is expected of them (Neyman).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, sqrt

from linkage.errors import ConfigError
from linkage.review.stratum import LINKED, Held
from linkage.words.interval import Z

MARGIN = 0.05
"""Half the width of the 95% interval of a group's share, unless the command says otherwise."""
LEAST = 5
"""Events of every stratum that has as many; of fewer all."""
LEAST_SHARE, MOST_SHARE = 0.05, 0.5
"""Bounds of the share of surprises that a sample is planned for: reviewers err too, so none is seen nearer to 0."""
SMALLEST_MARGIN = 0.002
MORE = 1.1
"""By how much a sample grows while it does not hold its margin."""


@dataclass(frozen=True)
class Planned:
    """A stratum, what is expected of it, and how many of its events are drawn."""

    held: Held
    surprises: float
    """The share of wrong links, or of people missed, that is expected."""
    drawn: int


def finite_size(events: int, share: float, margin: float) -> int:
    """
    How many of `events` to look at, so that a share is known to +-`margin` at 95%; all, where that is more.

    >>> finite_size(1_000_000, 0.5, 0.05), finite_size(400, 0.5, 0.05), finite_size(1, 0.5, 0.05)
    (384, 197, 1)
    """
    if events <= 1:
        return events
    spread = Z**2 * share * (1 - share)
    return min(events, ceil(spread * events / (spread + margin**2 * (events - 1)) - 1e-9))


def surprises_of(held: Held) -> float:
    """Expected share: of links one less their mean probability, of others the mean probability of the best person."""
    if held.best is None:
        return MOST_SHARE if held.stratum.is_near else LEAST_SHARE
    share = 1 - held.best if held.stratum.side == LINKED else held.best
    return min(MOST_SHARE, max(LEAST_SHARE, share))


def planned(strata: Sequence[Held], margin: float = MARGIN) -> tuple[Planned, ...]:
    """How many are drawn of each stratum, in the order given; ConfigError for a margin that is none."""
    if not SMALLEST_MARGIN <= margin < MOST_SHARE:
        raise ConfigError(f"--margin: from {SMALLEST_MARGIN} to less than {MOST_SHARE}, such as {MARGIN}")
    groups: dict[str, list[Held]] = {}
    for held in strata:
        groups.setdefault(held.stratum.name if held.stratum.is_near else held.stratum.side, []).append(held)
    drawn = {name: size for members in groups.values() for name, size in shared_out(members, margin).items()}
    return tuple(Planned(held, surprises_of(held), drawn[held.stratum.name]) for held in strata)


def shared_out(members: Sequence[Held], margin: float) -> Mapping[str, int]:
    """The group's sample by name of the stratum: LEAST of each, or all, and as many as hold the margin together."""
    events = sum(held.events for held in members)
    share = {held.stratum.name: surprises_of(held) for held in members}
    mean = sum(held.events * share[held.stratum.name] for held in members) / events
    weight = {name: sqrt(part * (1 - part)) for name, part in share.items()}
    whole = sum(held.events * weight[held.stratum.name] for held in members)
    wanted = float(finite_size(events, mean, margin))
    while True:
        drawn = {
            held.stratum.name: min(
                held.events,
                max(LEAST, ceil(wanted * held.events * weight[held.stratum.name] / whole - 1e-9)),
            )
            for held in members
        }
        plan = [Planned(held, share[held.stratum.name], drawn[held.stratum.name]) for held in members]
        if margin_of(plan) <= margin:
            return drawn
        wanted *= MORE


def foreseen_margin(plan: Sequence[Planned], *, linked: bool) -> float | None:
    """Half the width of the interval of the surprises among all links, or all else; None where there are none."""
    side = [one for one in plan if (one.held.stratum.side == LINKED) is linked]
    return margin_of(side) if side else None


def margin_of(plan: Sequence[Planned]) -> float:
    """The same of some strata together."""
    events = sum(one.held.events for one in plan)
    variance = sum(
        (one.held.events / events) ** 2
        * (1 - one.drawn / one.held.events)
        * one.surprises
        * (1 - one.surprises)
        / one.drawn
        for one in plan
    )
    return Z * sqrt(variance)
