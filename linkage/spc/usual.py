"""
What a group's own earlier months lead one to expect of this one, and how surely it is something else.

Months vary by more than chance: by season, by who is scanned. How much more is learnt from the group's own history, and
for as long as that is short from a stated guess: that a rate varies by `SWING` of itself, which counts for so many
months. A month that itself is far out is no part of what later ones are held against; so a rate that jumps and stays
there stands out until somebody starts new limits.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from linkage.spc.chart import Month
from linkage.spc.tails import as_student, beta_binomial_tails, student_tail, two_sided

SWING = 0.15
"""A rate is taken to vary by so much of itself from month to month, until its own months say otherwise."""
SWING_MONTHS = 4
"""For so many months of a history that guess counts, while there is none; for fewer as there are more of its own."""
YEAR = 12
"""From so many months of its own on a rate is taken at its own word."""
APART = 0.0005
"""A month as unlikely as this beside those before it, on its side, is set apart."""


@dataclass(frozen=True)
class Usual:
    """What months say of the next: events with it and without, and how much more they vary than chance has it."""

    count: int
    events: int
    swing: float
    """Variance between months, over that of a single event: 0 where months differ by chance alone."""
    months: int

    @property
    def rate(self) -> float:
        """The share, never quite none nor all."""
        return (self.count + 0.5) / (self.events + 1)

    def inflation(self, events: int) -> float:
        """By how many times a share of so many events varies more than chance alone has it."""
        return 1 + (events - 1) * self.swing

    def deviations(self, month: Month) -> float:
        """How many standard deviations a month lies from them."""
        single = self.rate * (1 - self.rate)
        spread = self.inflation(month.denominator) / month.denominator
        spread += self.inflation(max(self.events // self.months, 1)) / self.events
        return float((month.count / month.denominator - self.rate) / (single * spread) ** 0.5)

    def side(self, month: Month) -> int:
        """1 of a month that is far above them, -1 of one far below, 0 of any other."""
        far = self.deviations(month)
        return (far > 0) - (far < 0) if student_tail(abs(far), self.degrees) < APART else 0

    @property
    def degrees(self) -> float:
        """Degrees of freedom of what is known of how they vary."""
        return guessed_months(self.months) + self.months - 1

    def chance(self, month: Month) -> float:
        """Two-sided mid-p of a month: beta-binomial about these months, as far out as Student's t has it."""
        events = month.denominator
        spread = (
            self.inflation(events) + events * self.inflation(max(self.events // self.months, 1)) / self.events
        )
        size = (events - 1) / max(spread - 1, 1e-9) - 1 if events > 1 else self.events
        size = max(size, 1e-3)
        tails = beta_binomial_tails(month.count, events, self.rate * size, (1 - self.rate) * size)
        return two_sided((self._student(tails[0]), self._student(tails[1])))

    def _student(self, tail: float) -> float:
        return as_student(tail, self.degrees)


@dataclass(frozen=True)
class Departure:
    """A month against those before it."""

    chance: float
    """Two-sided mid-p."""
    is_high: bool
    before: float
    """The share in the months it is held against."""
    months: int
    """How many these are."""
    since: str
    """First of the last months that are all as far out on its side; the month itself where it is the first."""


def guessed_months(months: int) -> float:
    """
    For how many months the guess counts beside so many of a rate's own.

    >>> [guessed_months(months) for months in (1, 6, 12, 20)]
    [3.6666666666666665, 2.0, 0.0, 0.0]
    """
    return SWING_MONTHS * max(1 - months / YEAR, 0.0)


def usual_of(months: Sequence[Month]) -> Usual:
    """What some months, at least one, lead one to expect."""
    count, events = sum(m.count for m in months), sum(m.denominator for m in months)
    rate = (count + 0.5) / (events + 1)
    single = rate * (1 - rate)
    typical = events / len(months)
    guessed = 1 + max(typical - 1, 0) * SWING**2 * rate**2 / single
    seen = sum(m.denominator * (m.count / m.denominator - rate) ** 2 for m in months) / single
    weight = guessed_months(len(months))
    inflation = (weight * guessed + seen) / (weight + len(months) - 1)
    return Usual(count, events, max(inflation - 1, 0.0) / max(typical - 1, 1.0), len(months))


def departure(months: Sequence[Month]) -> Departure | None:
    """The last of some months against those before it; None where it has no events, or none before it has."""
    *earlier, last = months or [Month("", 0, 0)]
    past = [month for month in earlier if month.denominator]
    if not past or not last.denominator:
        return None
    kept, sides = [past[0]], [0]
    for month in past[1:]:
        sides.append(usual_of(kept).side(month))
        if not sides[-1]:
            kept.append(month)
    usual = usual_of(kept)
    side = 1 if usual.deviations(last) > 0 else -1
    since = last.period
    for month, other in zip(reversed(past), reversed(sides), strict=True):
        if other != side:
            break
        since = month.period
    return Departure(usual.chance(last), side > 0, usual.count / usual.events, len(kept), since)
