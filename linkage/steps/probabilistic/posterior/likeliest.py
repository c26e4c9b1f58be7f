"""The likeliest phi of groups of events, found in columns fetched once: the interval is halved thirty times."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

LOWEST, HIGHEST = 0.001, 0.999
STEPS = 30
"""Halvings of the interval, to about a billionth: finer, and the order in which a sum is taken could be seen."""
PULL = 100
"""Events' worth of weight that the parent's phi has in a stratum's own: it keeps a few hundred events from 0 and 1."""


@dataclass(frozen=True)
class Evidence:
    """Columns of the pool in the order of their keys, so that every sum is taken in one order."""

    events: pa.DoubleArray
    coverage: pa.DoubleArray
    factor: pa.DoubleArray
    """Sum of the Bayes factors of the candidates over N."""

    @classmethod
    def of_rows(cls, rows: Iterable[Sequence[object]]) -> "Evidence":
        """From rows of events, coverage and factor."""
        columns = list(zip(*rows, strict=True)) or [()] * 3
        return cls(*(pa.array(column, pa.float64()) for column in columns))

    def part(self, first: int, count: int) -> "Evidence":
        """So many rows from a place on."""
        return Evidence(*(column.slice(first, count) for column in (self.events, self.coverage, self.factor)))

    def slope(self, phi: float) -> float:
        """Derivative of the log likelihood at phi; positive below the maximum."""
        gain = pc.multiply(self.events, pc.subtract(self.factor, self.coverage))
        likelihood = pc.add(
            pc.subtract(pa.scalar(1.0), pc.multiply(self.coverage, phi)), pc.multiply(self.factor, phi)
        )
        return float(pc.sum(pc.divide(gain, likelihood)).as_py() or 0)


def likeliest(evidence: Evidence, parent: float | None = None) -> float:
    """The phi of the highest likelihood, pulled towards the parent's."""
    low, high = LOWEST, HIGHEST
    for _ in range(STEPS):
        phi = (low + high) / 2
        pull = 0.0 if parent is None else PULL * (parent / phi - (1 - parent) / (1 - phi))
        if evidence.slope(phi) + pull > 0:
            low = phi
        else:
            high = phi
    return (low + high) / 2


def likeliest_by_group(
    evidence: Evidence, rows: Mapping[str, int], parents: Mapping[str, float]
) -> dict[str, float]:
    """The likeliest phi of each group; `rows` says how many each has, group after group."""
    found, first = {}, 0
    for group, count in rows.items():
        found[group] = likeliest(evidence.part(first, count), parents.get(group))
        first += count
    return found
