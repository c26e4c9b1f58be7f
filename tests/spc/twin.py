"""The four rules once more, point by point, as somebody would check them by hand."""

from collections.abc import Sequence

from linkage.spc.limits import ProcessLimits
from linkage.spc.rules import Signal


def signal_of(values: Sequence[float], held: ProcessLimits, place: int) -> Signal:
    """What one point says, all points having the same limits."""
    value = values[place]
    sevens, threes = (
        [
            values[first : first + size]
            for first in range(place - size + 1, place + 1)
            if 0 <= first <= len(values) - size
        ]
        for size in (7, 3)
    )
    high = [held.near_upper < one <= held.upper for one in values]
    low = [held.lower <= one < held.near_lower for one in values]
    checks = {
        Signal.ABOVE_LIMIT: value > held.upper,
        Signal.BELOW_LIMIT: value < held.lower,
        Signal.TREND_UP: any(sorted(set(seven)) == seven for seven in sevens),
        Signal.TREND_DOWN: any(sorted(set(seven), reverse=True) == seven for seven in sevens),
        Signal.NEAR_UPPER: high[place]
        and any(min(three) > held.mean and _two(three, held.near_upper, held.upper) for three in threes),
        Signal.NEAR_LOWER: low[place]
        and any(max(three) < held.mean and _two(three, held.near_lower, held.lower) for three in threes),
        Signal.SHIFT_UP: any(min(seven) > held.mean for seven in sevens),
        Signal.SHIFT_DOWN: any(max(seven) < held.mean for seven in sevens),
    }
    return next((signal for signal, holds in checks.items() if holds), Signal.COMMON_CAUSE)


def _two(three: Sequence[float], near: float, limit: float) -> bool:
    """Whether two of three lie beyond a near limit and not beyond the limit."""
    return sum(one != near and min(near, limit) <= one <= max(near, limit) for one in three) >= 2
