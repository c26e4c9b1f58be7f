"""How many alarms chance alone is expected to raise: with many charts and four rules there are always some."""

from collections.abc import Iterable
from functools import cache
from random import Random

from linkage.spc.limits import xmr_limits
from linkage.spc.rules import RUN, Signal, signals

SERIES, SEED = 2_000, 20150401
"""Series drawn for each length, and where chance starts: the number is the same on every run."""

MEMORY = RUN + 1
"""Months that the rules look back on."""


@cache
def chance_of_alarm(months: int) -> float:
    """Share of charts of so many months whose latest point is an alarm though nothing happened (drawn, not derived)."""
    chance = Random(SEED)  # noqa: S311 - no secret
    alarms = 0
    for _ in range(SERIES):
        values = [chance.gauss(0, 1) for _ in range(months)]
        limits = xmr_limits(values, screened=True)
        alarms += bool(limits) and signals(values[-MEMORY:], limits[-MEMORY:])[-1] is not Signal.COMMON_CAUSE
    return alarms / SERIES


def expected_alarms(lengths: Iterable[int]) -> float:
    """Alarms to expect at the latest points of charts of these lengths when nothing happened at any."""
    return sum(chance_of_alarm(months) for months in lengths)
