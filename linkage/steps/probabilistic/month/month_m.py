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

from linkage.engine.base import Engine
from linkage.engine.value import as_number, as_whole
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
    shares, phi = dict(trained), START
    movable = [field for field in FIELDS if 0 < trained[field] < 1]
    identities, rounds = 0, 0
    while rounds < ROUNDS:
        rounds += 1
        moved = factors(shares, trained)
        identities, found = expected(engine, number_state, phi, moved)
        if not identities:
            break
        before = shares
        shares = {
            field: next_share(field, found, trained[field]) if field in movable else trained[field]
            for field in FIELDS
        }
        phi = min(max(sum(found.values()) / identities, LOWEST), HIGHEST)
        if all(abs(shares[field] - before[field]) <= SETTLED * before[field] for field in FIELDS):
            break
    return MonthM(
        number_state, identities, rounded(phi), {f: rounded(share) for f, share in shares.items()}, rounds
    )


def next_share(field: str, found: Mapping[Agreement, float], trained: float) -> float:
    """The share not exact among the people expected to be the events' own, drawn to the trained one, in bounds."""
    place = FIELDS.index(field)
    exact, inexact = (
        sum(people for agreement, people in found.items() if agreement[place] == how)
        for how in (EXACT, INEXACT)
    )
    return bounded((inexact + PRIOR_EVENTS * trained) / (exact + inexact + PRIOR_EVENTS), trained)


def expected(
    engine: Engine, number_state: str, phi: float, moved: Mapping[Agreement, float]
) -> tuple[int, dict[Agreement, float]]:
    """How many events there are, and of how many the own person is expected in the index, by agreement."""
    row = engine.rows(expected_sql(number_state, phi, moved))[0]
    sums = zip(AGREEMENTS, row[1:], strict=True)
    return as_whole(row[0]), {how: phi * moved[how] * as_number(total or 0) for how, total in sums}


def expected_sql(number_state: str, phi: float, moved: Mapping[Agreement, float]) -> str:
    """One row: the events of a state, and the sum over them of mass / likelihood for every agreement, as decimals."""
    whole = " + ".join(f"{column(how)} * cast({moved[how]!r} as double)" for how in AGREEMENTS)
    sums = ", ".join(f"sum(cast({column(how)} / likelihood as decimal(38, 12)))" for how in AGREEMENTS)
    return f"""
        select count(*), {sums}
        from (
            select *, cast({1 - phi!r} as double) + cast({phi!r} as double) * ({whole}) as likelihood
            from agreement_mass
            where number_state = '{number_state}'
        ) as judged"""
