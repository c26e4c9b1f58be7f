"""m of the month by plain arithmetic: how likely a pool is, given phi and the share of errors in each field."""

from collections.abc import Mapping, Sequence
from math import log

Agreement = tuple[int, int, int]
"""Of three fields: 0 equal, 1 not, 2 nothing to compare."""


def factor(agreement: Agreement, shares: Sequence[float], trained: Sequence[float]) -> float:
    """How many times as likely an agreement is with these shares of errors as with the trained ones."""
    whole = 1.0
    for how, share, before in zip(agreement, shares, trained, strict=True):
        if how == 0:
            whole *= (1 - share) / (1 - before)
        if how == 1:
            whole *= share / before
    return whole


def log_likelihood(
    pool: Sequence[Mapping[Agreement, float]],
    phi: float,
    shares: Sequence[float],
    trained: Sequence[float],
    prior_events: float,
) -> float:
    """
    How likely the pool is, drawn to the trained shares as if so many more events had been seen that err like them.

    `pool` has, for each event, the Bayes factors of its candidates over the people of the index, by agreement.
    """
    seen = sum(
        log((1 - phi) + phi * sum(mass * factor(how, shares, trained) for how, mass in event.items()))
        for event in pool
    )
    prior = sum(
        prior_events * (before * log(share) + (1 - before) * log(1 - share))
        for share, before in zip(shares, trained, strict=True)
    )
    return seen + prior
