"""How far two shares lie apart: the standard deviation that chance alone gives their difference, pooled."""

from math import sqrt


def pooled_deviation(pooled: float, events: int, others: int) -> float:
    """Of two shares seen in so many events each, where both are `pooled`."""
    return sqrt(pooled * (1 - pooled) * (1 / events + 1 / others))


def pooled_deviation_sql(pooled: str, events: str, others: str) -> str:
    """The same of SQL expressions."""
    return f"sqrt({pooled} * (1 - {pooled}) * (1.0 / {events} + 1.0 / {others}))"
