"""How much of a distribution lies beyond a count: exact sums and continued fractions, in plain Python."""

from collections.abc import Callable
from math import exp, isinf, lgamma, log, log1p, sqrt
from statistics import NormalDist

Ratio = Callable[[int], float]
"""Of a count, how many times as likely the next count is."""

SMALL = 1e-15
"""Terms below this share of the sum so far, and falling, add nothing that is seen."""
TINY = 1e-300
STEPS = 500
FURTHEST = 8.0
"""Standard deviations to which a chance is turned; beyond, a chance is as good as none."""


def mid_tails(
    count: int, least: int, most: int, log_chance: float, up: Ratio, down: Ratio
) -> tuple[float, float]:
    """
    Mid-p of at most `count`, and of at least `count`: what lies beyond it, and half of the count itself.

    `log_chance` is the logarithm of the chance of `count`; `up` and `down` give by how many times the next count is as
    likely, that one higher and that one lower. Counts go from `least` to `most`. Of a count so far out that one side is
    beyond all numbers the tails are 0 and 1.
    """
    own = exp(max(log_chance, -700.0))
    below = own * beyond(count, least, down)
    above = own * beyond(count, most, up)
    if isinf(below) or isinf(above):
        return float(isinf(below)), float(isinf(above))
    whole = below + own + above
    return (below + own / 2) / whole, (above + own / 2) / whole


def beyond(count: int, end: int, ratio: Ratio) -> float:
    """Chance of all counts from `count` on to `end`, without it, over the chance of `count`."""
    step = 1 if end >= count else -1
    term, total = 1.0, 0.0
    for place in range(count, end, step):
        factor = ratio(place)
        term *= factor
        total += term
        if factor < 1 and term < SMALL * (total + 1) * (1 - factor):
            break
    return total


def beta_binomial_tails(count: int, trials: int, first: float, second: float) -> tuple[float, float]:
    """
    Mid-p of at most `count` of so many trials, and of at least so many, where the chance has a beta distribution.

    >>> [round(tail, 6) for tail in beta_binomial_tails(1, 4, 1.0, 1.0)]
    [0.3, 0.7]
    """
    own = (
        log_choose(trials, count) + log_beta(count + first, trials - count + second) - log_beta(first, second)
    )
    return mid_tails(
        count,
        0,
        trials,
        own,
        lambda k: (trials - k) * (k + first) / ((k + 1) * (trials - k - 1 + second)),
        lambda k: k * (trials - k + second) / ((trials - k + 1) * (k - 1 + first)),
    )


def table_tails(count: int, events: int, others: int, rest: int) -> tuple[float, float]:
    """
    Mid-p of `count` of `events` beside `others` of `rest`, were both of one share: Fisher's exact test, halved.

    >>> [round(tail, 6) for tail in table_tails(3, 4, 1, 4)]
    [0.871429, 0.128571]
    """
    both, whole = count + others, events + rest
    least, most = max(0, both - rest), min(events, both)
    own = log_choose(events, count) + log_choose(rest, others) - log_choose(whole, both)
    return mid_tails(
        count,
        least,
        most,
        own,
        lambda k: (events - k) * (both - k) / ((k + 1) * (rest - both + k + 1)),
        lambda k: k * (rest - both + k) / ((events - k + 1) * (both - k + 1)),
    )


def as_student(tail: float, degrees: float) -> float:
    """
    A one-sided chance, were as many standard deviations those of Student's t: for a spread that few months tell.

    >>> round(as_student(0.025, 5), 4), round(as_student(0.025, 1e6), 4)
    (0.0536, 0.025)
    """
    if tail >= 1 / 2:
        return 1 - as_student(1 - tail, degrees) if tail > 1 / 2 else tail
    deviations = -NormalDist().inv_cdf(tail) if tail > TINY else FURTHEST * FURTHEST
    return student_tail(deviations, degrees)


def student_tail(deviations: float, degrees: float) -> float:
    """
    The chance that Student's t is larger than this.

    >>> round(student_tail(2.571, 5), 4), round(student_tail(0.0, 5), 4)
    (0.025, 0.5)
    """
    half = incomplete_beta(degrees / (degrees + deviations**2), degrees / 2, 1 / 2) / 2
    return half if deviations >= 0 else 1 - half


def incomplete_beta(share: float, first: float, second: float) -> float:
    """The regularised incomplete beta function, by Lentz's continued fraction."""
    if share <= 0 or share >= 1:
        return 0.0 if share <= 0 else 1.0
    if share > (first + 1) / (first + second + 2):
        return 1 - incomplete_beta(1 - share, second, first)
    front = exp(first * log(share) + second * log1p(-share) - log_beta(first, second)) / first
    c, d = 1.0, 1 - (first + second) * share / (first + 1)
    d = 1 / (d or TINY)
    found = d
    for step in range(1, STEPS):
        for term in (
            step * (second - step) * share / ((first + 2 * step - 1) * (first + 2 * step)),
            -(first + step) * (first + second + step) * share / ((first + 2 * step) * (first + 2 * step + 1)),
        ):
            d = 1 / (1 + term * d or TINY)
            c = 1 + term / c or TINY
            found *= c * d
        if abs(c * d - 1) < SMALL:
            break
    return front * found


def two_sided(tails: tuple[float, float]) -> float:
    """Twice the smaller of both tails."""
    return min(1.0, 2 * min(tails))


def deviations_between(count: int, events: int, others: int, rest: int) -> float:
    """How many standard deviations two shares lie apart, pooled; 0 where there is no telling."""
    pooled = (count + others) / (events + rest)
    spread = sqrt(pooled * (1 - pooled) * (1 / events + 1 / rest))
    return (count / events - others / rest) / spread if spread else 0.0


def log_choose(whole: int, part: int) -> float:
    """Logarithm of the ways to choose."""
    return lgamma(whole + 1) - lgamma(part + 1) - lgamma(whole - part + 1)


def log_beta(first: float, second: float) -> float:
    """Logarithm of the beta function."""
    return lgamma(first) + lgamma(second) - lgamma(first + second)
