"""Wilson's interval for a share: what every estimate of a sample is shown with, in Python and in SQL."""

from math import sqrt

Z = 1.959964
"""Of a 95% interval."""


def wilson(share: float, trials: float) -> tuple[float, float]:
    """Both ends of Wilson's interval for a share seen in so many trials, between 0 and 1."""
    centre = share + Z**2 / 2 / trials
    spread = Z * sqrt(share * (1 - share) / trials + Z**2 / 4 / trials**2)
    whole = 1 + Z**2 / trials
    return max(0.0, (centre - spread) / whole), min(1.0, (centre + spread) / whole)


def wilson_sql(share: str, trials: str, sign: str) -> str:
    """One end of the same, the lower by the sign - and the upper by +; null without a share."""
    centre = f"({share} + {Z**2 / 2!r} / {trials})"
    spread = f"{Z!r} * sqrt({share} * (1 - {share}) / {trials} + {Z**2 / 4!r} / power({trials}, 2))"
    bounded = f"({centre} {sign} {spread}) / (1 + {Z**2!r} / {trials})"
    return f"case when {share} is not null then greatest(0, least(1, {bounded})) end"
