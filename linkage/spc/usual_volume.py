"""How many events a month has, against the months before: numbers that may halve or double, and so logarithms."""

from collections.abc import Sequence
from math import exp, log, sqrt

from linkage.spc.chart import Month
from linkage.spc.tails import student_tail
from linkage.spc.usual import APART, SWING, Departure, guessed_months


def volume_departure(months: Sequence[Month]) -> Departure | None:
    """The events of the last of some months against those before it; None where it or all of those have none."""
    *earlier, last = months or [Month("", 0, 0)]
    past = [month for month in earlier if month.denominator]
    if not past or not last.denominator:
        return None
    kept, sides = [past[0]], [0]
    for month in past[1:]:
        far, degrees = deviations(kept, month)
        sides.append((far > 0) - (far < 0) if student_tail(abs(far), degrees) < APART else 0)
        if not sides[-1]:
            kept.append(month)
    far, degrees = deviations(kept, last)
    side, since = (1 if far > 0 else -1), last.period
    for month, other in zip(reversed(past), reversed(sides), strict=True):
        if other != side:
            break
        since = month.period
    before = exp(sum(log(month.denominator) for month in kept) / len(kept))
    return Departure(min(1.0, 2 * student_tail(abs(far), degrees)), side > 0, before, len(kept), since)


def deviations(months: Sequence[Month], last: Month) -> tuple[float, float]:
    """How many standard deviations a month lies from some others, and of how many degrees of freedom."""
    sizes = [log(month.denominator) for month in months]
    middle = sum(sizes) / len(sizes)
    weight = guessed_months(len(sizes))
    degrees = weight + len(sizes) - 1
    swing = (weight * SWING**2 + sum((size - middle) ** 2 for size in sizes)) / degrees
    chance = 1 / last.denominator + 1 / sum(month.denominator for month in months)
    return (log(last.denominator) - middle) / sqrt(swing * (1 + 1 / len(sizes)) + chance), degrees
