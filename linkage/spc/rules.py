"""
The four rules of Making Data Count: which points are not what the process does of itself.

In this order; the first that applies names the point. Source: NHSRplotthedots 0.2.2, ptd_calculate_point_type.R.
"""

from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import pairwise

from linkage.spc.limits import ProcessLimits

RUN = 7
"""Points of a trend or a shift; many texts say 6 and 8, Making Data Count's present tools 7 and 7."""


class Signal(Enum):
    """What a point says; the value is the words for it."""

    COMMON_CAUSE = "as usual"
    ABOVE_LIMIT = "above the upper limit"
    BELOW_LIMIT = "below the lower limit"
    TREND_UP = "part of a rise of seven months"
    TREND_DOWN = "part of a fall of seven months"
    NEAR_UPPER = "two of three months near the upper limit"
    NEAR_LOWER = "two of three months near the lower limit"
    SHIFT_UP = "seven months above the mean"
    SHIFT_DOWN = "seven months below the mean"

    @property
    def is_high(self) -> bool:
        """Whether it speaks of high values."""
        return self in {Signal.ABOVE_LIMIT, Signal.TREND_UP, Signal.NEAR_UPPER, Signal.SHIFT_UP}


def signals(
    values: Sequence[float], limits: Sequence[ProcessLimits], *, trend: int = RUN, shift: int = RUN
) -> list[Signal]:
    """The signal of each point of a series without gaps, with the limits that hold for it."""
    sides = [_sign(value - held.mean) for value, held in zip(values, limits, strict=True)]
    steps = [0, *(_sign(later - earlier) for earlier, later in pairwise(values))]
    rising = _runs(steps, trend - 1, before=1)
    found = _outside(values, limits)
    for rule in (
        {place: Signal.TREND_UP if up > 0 else Signal.TREND_DOWN for place, up in rising},
        _near(values, limits, sides),
        {place: Signal.SHIFT_UP if up > 0 else Signal.SHIFT_DOWN for place, up in _runs(sides, shift)},
    ):
        found = rule | found
    return [found.get(place, Signal.COMMON_CAUSE) for place in range(len(values))]


def _outside(values: Sequence[float], limits: Sequence[ProcessLimits]) -> dict[int, Signal]:
    return {
        place: Signal.ABOVE_LIMIT if value > held.upper else Signal.BELOW_LIMIT
        for place, (value, held) in enumerate(zip(values, limits, strict=True))
        if value > held.upper or value < held.lower
    }


def _near(
    values: Sequence[float], limits: Sequence[ProcessLimits], sides: Sequence[int]
) -> dict[int, Signal]:
    """Points between near limit and limit, where two of three in a row on one side of the mean are such."""
    near = [
        1 if held.near_upper < value <= held.upper else -1 if held.lower <= value < held.near_lower else 0
        for value, held in zip(values, limits, strict=True)
    ]
    found: dict[int, Signal] = {}
    for first in range(len(values) - 2):
        three = range(first, first + 3)
        side = sides[first]
        of_side = [place for place in three if side and near[place] == side]
        if len({sides[place] for place in three}) == 1 and len(of_side) > 1:
            found |= dict.fromkeys(of_side, Signal.NEAR_UPPER if side > 0 else Signal.NEAR_LOWER)
    return found


def _runs(signs: Sequence[int], length: int, before: int = 0) -> Iterator[tuple[int, int]]:
    """Place and sign of every point in `length` or more equal signs in a row; nought breaks a run."""
    for first in range(len(signs) - length + 1):
        sign = signs[first]
        if sign and all(other == sign for other in signs[first : first + length]):
            yield from ((place, sign) for place in range(first - before, first + length))


def _sign(number: float) -> int:
    return (number > 0) - (number < 0)
