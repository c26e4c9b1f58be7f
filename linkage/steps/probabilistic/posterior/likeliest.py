"""The likeliest phi of groups of events, found in columns fetched once: the interval is halved thirty times."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa
import pyarrow.compute as pc

LOWEST, HIGHEST = 0.001, 0.999
STEPS = 30
"""Halvings of the interval, to about a billionth: finer, and the order in which a sum is taken could be seen."""
GUESSES = 12
"""Most that are tried to come near before the interval is halved: with them half of the halvings need no sum."""
NEAR = 1e-8
"""How near is near enough."""
PULL = 100
"""Events' worth of weight that the parent's phi has in a stratum's own: it keeps a few hundred events from 0 and 1."""
APART = 1
"""
The same where the parent is of events of another kind: enough to keep ten events from 0 and 1, too little to be seen
in hundreds. Of a number that nobody in HES holds one event in thirty has its person there, of no number nineteen in
twenty.
"""


@dataclass(frozen=True)
class Evidence:
    """Columns of the pool in the order of their keys, so that every sum is taken in one order."""

    events: pa.DoubleArray
    coverage: pa.DoubleArray
    factor: pa.DoubleArray
    """Sum of the Bayes factors of the candidates over N."""

    @classmethod
    def of_columns(cls, rows: pa.Table) -> "Evidence":
        """From a table of events, coverage and factor."""
        return cls(*(column.cast(pa.float64()).combine_chunks() for column in rows.columns))

    def part(self, first: int, count: int) -> "Evidence":
        """So many rows from a place on."""
        return Evidence(*(column.slice(first, count) for column in (self.events, self.coverage, self.factor)))

    @cached_property
    def more(self) -> pa.DoubleArray:
        """What the likelihood of each row grows by with phi: it is 1 where phi is 0."""
        return pc.subtract(self.factor, self.coverage)

    @cached_property
    def gain(self) -> pa.DoubleArray:
        """What each row adds to the slope, times its likelihood."""
        return pc.multiply(self.events, self.more)

    def slope(self, phi: float) -> float:
        """Derivative of the log likelihood at phi; positive below the maximum."""
        likelihood = pc.add(pc.multiply(self.more, phi), 1.0)
        return float(pc.sum(pc.divide(self.gain, likelihood)).as_py() or 0)


def likeliest(evidence: Evidence, parent: float | None = None, pull: float = PULL) -> float:
    """The phi of the highest likelihood, drawn to the parent's as by `pull` events."""

    def slope(phi: float) -> float:
        drawn = 0.0 if parent is None else pull * (parent / phi - (1 - parent) / (1 - phi))
        return evidence.slope(phi) + drawn

    below, above = around(slope)
    low, high = LOWEST, HIGHEST
    for _ in range(STEPS):
        phi = (low + high) / 2
        if phi <= below or (phi < above and slope(phi) > 0):
            low = phi
        else:
            high = phi
    return (low + high) / 2


def around(slope: Callable[[float], float]) -> tuple[float, float]:
    """
    Two places between which a falling slope turns from positive to not: no halving need look beyond them.

    By the rule of false position, the weight of an end that stays being halved (the Illinois algorithm). Whoever begins
    with the whole interval finds the same maximum to the last bit, with twice the sums.
    """
    below, above = LOWEST, HIGHEST
    rise, fall = slope(below), slope(above)
    if rise <= 0 or fall > 0:
        return (0.0, below) if rise <= 0 else (above, 1.0)
    stayed = 0
    for _ in range(GUESSES):
        if above - below <= NEAR:
            break
        phi = min(max((below * fall - above * rise) / (fall - rise), below + NEAR / 2), above - NEAR / 2)
        found = slope(phi)
        if found > 0:
            below, rise, fall = phi, found, fall / 2 if stayed > 0 else fall
            stayed = 1
        else:
            above, fall, rise = phi, found, rise / 2 if stayed < 0 else rise
            stayed = -1
    return below, above


def groups(evidence: Evidence, rows: Mapping[str, int]) -> dict[str, Evidence]:
    """The evidence of each group; `rows` says how many each has, group after group."""
    found, first = {}, 0
    for group, count in rows.items():
        found[group] = evidence.part(first, count)
        first += count
    return found
