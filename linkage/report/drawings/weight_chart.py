"""The match weights of one comparison as horizontal bars: places and sizes, in pixels, for a static drawing."""

from collections.abc import Sequence
from dataclasses import dataclass

BAR, STEP = 16, 24
"""Height of a bar, and from one bar to the next."""
NAME, HALF, NUMBER = 72, 80, 44
"""Width of the names, of the bars on either side of nought, and of the numbers at their ends."""


@dataclass(frozen=True)
class Bar:
    """One level: a bar to the right of nought for evidence in favour, to the left for evidence against."""

    level: str
    weight: float
    """Bits."""
    left: float
    top: int
    width: float

    @property
    def is_for(self) -> bool:
        """Whether the level speaks for a match."""
        return self.weight >= 0


@dataclass(frozen=True)
class WeightChart:
    """The bars of a comparison, drawn to the scale of the whole model."""

    bars: tuple[Bar, ...]
    width: int
    height: int
    nought: int
    """Where on the page no evidence lies."""


def weight_chart(weights: Sequence[tuple[str, float]], largest: float) -> WeightChart:
    """Bars for (level, weight in bits); `largest` is the largest size of any weight that shares the scale."""
    scale = HALF / (largest or 1)
    nought = NAME + NUMBER + HALF
    bars = tuple(
        Bar(
            level=level,
            weight=weight,
            left=round(nought + min(weight, 0) * scale, 1),
            top=place * STEP + (STEP - BAR) // 2,
            width=round(abs(weight) * scale, 1),
        )
        for place, (level, weight) in enumerate(weights)
    )
    return WeightChart(bars, nought + HALF + NUMBER, STEP * len(bars), nought)
