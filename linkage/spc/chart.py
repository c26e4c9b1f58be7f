"""A series of months with limits and signals: one XmR or p-prime chart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from typing import Literal

from linkage.spc.limits import ProcessLimits, prime_limits, xmr_limits
from linkage.spc.rules import Signal, signals

TRIAL = 13
"""Process limits of fewer points than this are trial limits. Source: NHSRplotthedots 0.2.2."""

Method = Literal["xmr", "prime"]


class Icon(Enum):
    """What the latest point says, as Making Data Count's variation icons have it."""

    COMMON_CAUSE = "common cause"
    TOO_FEW = "too few months to say"
    CONCERN_HIGH = "concern, high"
    CONCERN_LOW = "concern, low"
    IMPROVEMENT_HIGH = "improvement, high"
    IMPROVEMENT_LOW = "improvement, low"


@dataclass(frozen=True)
class Month:
    """One point of a series: so many of so many in a month (YYYY-MM)."""

    period: str
    count: int
    denominator: int


@dataclass(frozen=True)
class Point:
    """A month with the limits it is held against; no limits in a phase of one month."""

    period: str
    count: int
    denominator: int
    limits: ProcessLimits | None
    signal: Signal
    phase: int
    """0, and one more after each rebasing."""
    is_trial: bool

    @property
    def value(self) -> float:
        """The share."""
        return self.count / self.denominator


@dataclass(frozen=True)
class Chart:
    """A whole chart: its points in order, and what it was drawn without."""

    points: tuple[Point, ...]
    empty: tuple[str, ...]
    """Months without a denominator, left out."""
    unscreened: tuple[Signal, ...]
    """What each point's signal would be with limits that leave no moving range out; the same for p-prime."""
    rebased: Mapping[str, str]
    """First month of each later phase, and the reason for it."""

    @property
    def latest(self) -> Point | None:
        """The last point."""
        return self.points[-1] if self.points else None

    def icon(self, *, low_is_good: bool) -> Icon:
        """Of the latest point only; no common cause of trial limits. A rate of unmatched events is good when low."""
        if self.latest is None or self.latest.signal is Signal.COMMON_CAUSE:
            is_trial = self.latest is None or self.latest.is_trial
            return Icon.TOO_FEW if is_trial else Icon.COMMON_CAUSE
        if self.latest.signal.is_high:
            return Icon.CONCERN_HIGH if low_is_good else Icon.IMPROVEMENT_HIGH
        return Icon.IMPROVEMENT_LOW if low_is_good else Icon.CONCERN_LOW


def chart(months: Sequence[Month], rebased: Mapping[str, str], *, method: Method = "xmr") -> Chart:
    """
    The chart of months in order of time; `rebased` starts a new mean and new limits at each of its months.

    Process limits and rules are of one phase: a run does not cross a rebasing. XmR limits are screened.
    """
    shown = [month for month in months if month.denominator]
    starts = sorted(rebased)
    points: list[Point] = []
    unscreened: list[Signal] = []
    for phase, of_phase in groupby(shown, lambda month: sum(month.period >= start for start in starts)):
        group = list(of_phase)
        limits = _limits(group, method, screened=True)
        points += (
            Point(month.period, month.count, month.denominator, held, signal, phase, len(group) < TRIAL)
            for month, held, signal in zip(
                group, limits or (None,) * len(group), _signals(group, limits), strict=True
            )
        )
        unscreened += _signals(group, _limits(group, method, screened=False))
    empty = tuple(month.period for month in months if not month.denominator)
    return Chart(tuple(points), empty, tuple(unscreened), dict(rebased))


def _limits(months: Sequence[Month], method: Method, *, screened: bool) -> tuple[ProcessLimits, ...]:
    if method == "prime":
        return prime_limits([month.count for month in months], [month.denominator for month in months])
    return xmr_limits([month.count / month.denominator for month in months], screened=screened)


def _signals(months: Sequence[Month], limits: Sequence[ProcessLimits]) -> list[Signal]:
    if not limits:
        return [Signal.COMMON_CAUSE] * len(months)
    return signals([month.count / month.denominator for month in months], limits)
