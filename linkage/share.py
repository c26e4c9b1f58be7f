"""A share of a whole with its interval: how the figures of an evaluation are told."""

from dataclasses import asdict, dataclass
from math import sqrt


@dataclass(frozen=True)
class Share:
    """A share with its 95% Wilson interval; null when there is nothing to divide by."""

    name: str
    numerator: int
    denominator: int

    @property
    def value(self) -> float | None:
        """Numerator over denominator."""
        return self.numerator / self.denominator if self.denominator else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson score interval, which holds near 0 and 1 where the simple one fails."""
        n, z = self.denominator, 1.959964
        if not n:
            return None
        p = self.numerator / n
        centre = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z / (1 + z * z / n) * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return max(0.0, centre - half), min(1.0, centre + half)

    def as_dict(self) -> dict[str, object]:
        """For --json."""
        return asdict(self) | {"value": self.value, "interval": self.interval}
