"""A share of a whole with its interval: how the figures of an evaluation are shown."""

from dataclasses import asdict, dataclass

from linkage.words.interval import wilson


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
        return wilson(self.numerator / self.denominator, self.denominator) if self.denominator else None

    def as_dict(self) -> dict[str, object]:
        """For --json."""
        return asdict(self) | {"value": self.value, "interval": self.interval}
