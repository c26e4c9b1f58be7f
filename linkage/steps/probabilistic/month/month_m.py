"""
m of the month: the share not exact of each field, for the events without a number of the index.

m is learnt from events that have a number; those without may err more, and then the trained weights are too sure. For
each state of the number the share not exact of every field is moved, together with phi, to the maximum of

    sum over events of log((1 - phi) + phi sum of mass * factor) + a Beta prior around each trained share

by expectation maximisation: the factor of an agreement is that by which its m moves, and what no block compares is part
of the mass, so that coverage falls as errors rise. What the prior holds back and what the bounds allow is named here.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from linkage.engine.base import Engine
from linkage.steps.probabilistic.levels.levels import FIELDS
from linkage.steps.probabilistic.levels.not_exact import (
    AGREEMENTS,
    EXACT,
    INEXACT,
    Agreement,
    Shares,
    bounded,
    factors,
)
from linkage.steps.probabilistic.model.frozen import rounded
from linkage.steps.probabilistic.month.agreement_mass import column
from linkage.steps.probabilistic.posterior.likeliest import HIGHEST, LOWEST

PRIOR_EVENTS = 200
"""Event identities' worth of weight that the trained share has. Our choice: below so many the trained one rules."""
ROUNDS = 200
SETTLED = 1e-4
"""Largest change of a share, relative to itself, at which the rounds end: a seven-thousandth of a bit."""
START = 0.8
"""phi to start from; the likelihood takes it wherever it has to be."""


@dataclass(frozen=True)
class MonthM:
    """What was found for one state of the number."""

    number_state: str
    identities: int
    phi: float
    shares: Shares
    """The share not exact by field."""
    rounds: int


def month_m(engine: Engine, number_state: str, trained: Shares) -> MonthM:
    """agreement_mass -> the shares not exact of the events of one state, and how many identities they rest on."""
    masses = Masses.of(engine, number_state)
    shares, phi = dict(trained), START
    movable = [field for field in FIELDS if 0 < trained[field] < 1]
    rounds = 0
    while masses.identities and rounds < ROUNDS:
        rounds += 1
        found = masses.expected(phi, factors(shares, trained))
        before = shares
        shares = {
            field: next_share(field, found, trained[field]) if field in movable else trained[field]
            for field in FIELDS
        }
        phi = min(max(sum(found.values()) / masses.identities, LOWEST), HIGHEST)
        if all(abs(shares[field] - before[field]) <= SETTLED * before[field] for field in FIELDS):
            break
    settled = {field: rounded(share) for field, share in shares.items()}
    return MonthM(number_state, masses.identities, rounded(phi), settled, rounds)


def next_share(field: str, found: Mapping[Agreement, float], trained: float) -> float:
    """The share not exact among the people expected to be the events' own, drawn to the trained one, in bounds."""
    place = FIELDS.index(field)
    exact, inexact = (
        sum(people for agreement, people in found.items() if agreement[place] == how)
        for how in (EXACT, INEXACT)
    )
    return bounded((inexact + PRIOR_EVENTS * trained) / (exact + inexact + PRIOR_EVENTS), trained)


@dataclass(frozen=True)
class Masses:
    """The masses of one state of the number, fetched once: a column for each of AGREEMENTS, rows by identity."""

    identities: int
    columns: tuple[pa.DoubleArray, ...]

    @classmethod
    def of(cls, engine: Engine, number_state: str) -> "Masses":
        """agreement_mass -> those of a state, in the order of the masses, so that sums are taken in one order."""
        listed = ", ".join(map(column, AGREEMENTS))
        rows = engine.rows(
            f"select {listed} from agreement_mass where number_state = '{number_state}' order by {listed}"
        )
        columns = list(zip(*rows, strict=True)) or [()] * len(AGREEMENTS)
        return cls(len(rows), tuple(pa.array(of, pa.float64()) for of in columns))

    def expected(self, phi: float, moved: Mapping[Agreement, float]) -> dict[Agreement, float]:
        """Of how many identities the own person is expected in the index, by agreement."""
        likelihood = pa.scalar(1 - phi)
        for how, mass in zip(AGREEMENTS, self.columns, strict=True):
            likelihood = pc.add(likelihood, pc.multiply(mass, phi * moved[how]))
        return {
            how: phi * moved[how] * float(pc.sum(pc.divide(mass, likelihood)).as_py() or 0)
            for how, mass in zip(AGREEMENTS, self.columns, strict=True)
        }
