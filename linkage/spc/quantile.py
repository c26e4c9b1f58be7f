"""The quantile of Student's t, for degrees of freedom that are no whole number too."""

from statistics import NormalDist

from linkage.spc.tails import student_tail

CLOSE = 1e-12
"""Share of a quantile by which it may be off."""
MANY = 10_000
"""Degrees of freedom with which Student's t is nearly normal."""


def student_quantile(tail: float, degrees: float) -> float:
    """
    What Student's t exceeds with this chance, below one half, of one degree of freedom or more: the tail turned round.

    To nine digits or better. Of many degrees by Fisher's expansion of the normal quantile (Abramowitz and Stegun
    26.7.5).

    >>> round(student_quantile(0.025, 5), 4), round(student_quantile(0.025, 1e9), 4)
    (2.5706, 1.96)
    """
    if degrees >= MANY:
        z = -NormalDist().inv_cdf(tail)
        first, second = (z**3 + z) / 4, (5 * z**5 + 16 * z**3 + 3 * z) / 96
        return z + first / degrees + second / degrees**2
    low, high = 0.0, 1.0
    while student_tail(high, degrees) > tail:
        low, high = high, 2 * high
    while high - low > CLOSE * high:
        middle = (low + high) / 2
        low, high = (middle, high) if student_tail(middle, degrees) > tail else (low, middle)
    return (low + high) / 2
