"""
Means over the units of an analysis pooled over draws by Rubin's rules: an answer that carries linkage error.

Shares are pooled as logits and turned back; the degrees of freedom are Barnard and Rubin's, by the number of persons.

Sources: Rubin 1987 and Barnard and Rubin 1999, as in rubin.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from math import exp, log
from statistics import fmean
from typing import TYPE_CHECKING

import pyarrow as pa

from linkage.reading.drawn_mean import DrawnMean
from linkage.reading.error.adjusted import FEWEST_PEOPLE, percent
from linkage.reading.frames import frame
from linkage.reading.rubin import FewDegreesError, Pooled, rubin

if TYPE_CHECKING:
    import pandas as pd


NUMBERS = ("units", "mean", "low", "high", "missing_information")
SCHEMA = pa.schema(
    [
        ("part", pa.string()),
        *((name, pa.float64()) for name in NUMBERS),
        ("is_share", pa.bool_()),
        ("refused", pa.string()),
    ]
)
"""Of a data frame of PooledMean, also where no row tells the types."""


@dataclass(frozen=True)
class PooledMean:
    """Of one part over all draws: a share from 0 to 1 where every value is 0 or 1, else in the units of the value."""

    part: str
    units: float
    """The mean number of them in a draw."""
    mean: float
    low: float | None
    high: float | None
    """Ends of its 95% interval."""
    missing_information: float | None
    """Share of the variance that comes of not knowing the links, 0 to 1."""
    is_share: bool
    refused: str | None = None
    """Why there is no interval."""


@dataclass(frozen=True)
class PooledMeans:
    """A row for each part, in the order of their names."""

    rows: tuple[PooledMean, ...]

    def __iter__(self) -> Iterator[PooledMean]:
        """Its rows."""
        return iter(self.rows)

    def frame(self) -> "pd.DataFrame":
        """The rows as a data frame, of no row where no unit was found; ConfigError without pandas."""
        return frame(pa.Table.from_pylist([asdict(row) for row in self.rows], schema=SCHEMA))

    def __str__(self) -> str:
        """A table of text, shares in per cent."""
        if not self.rows:
            return "no unit was found: the query gives no row in any draw"
        width = max(len("part"), *(len(row.part) for row in self.rows))
        lines = [f"{'part':<{width}}{'units':>10}{'mean':>10}  {'95% interval':<18}{'of the links':>13}"]
        lines += [
            f"{row.part:<{width}}{row.units:>10,.1f}{told(row, row.mean):>10}  {ends(row)}"
            for row in self.rows
        ]
        return "\n".join(lines)


def told(row: PooledMean, value: float | None) -> str:
    """A number of a row: a share in per cent, another mean to three digits behind the point."""
    return percent(value) if row.is_share or value is None else f"{value:,.3f}"


def ends(row: PooledMean) -> str:
    """The interval of a row and how much of its variance comes of the links; or why there is none."""
    if row.missing_information is None:
        return f"{row.refused}"
    return f"{f'{told(row, row.low)} to {told(row, row.high)}':<18}{row.missing_information:>13.1%}"


def pooled_means(draws: Sequence[Sequence[DrawnMean]]) -> PooledMeans:
    """A row for each part, of what each draw has of it."""
    parts: dict[str, list[DrawnMean]] = {}
    for one in draws:
        for row in one:
            parts.setdefault(row.part, []).append(row)
    return PooledMeans(tuple(pooled(part, parts[part], len(draws)) for part in sorted(parts)))


def pooled(part: str, found: Sequence[DrawnMean], draws: int) -> PooledMean:
    """The row of a part, or why it has no interval."""
    units, is_share = fmean(row.units for row in found), all(row.is_share for row in found)
    refused = None
    if len(found) < draws:
        refused = f"in {len(found)} of {draws} draws alone"
    elif min(row.people for row in found) < FEWEST_PEOPLE:
        refused = f"fewer than {FEWEST_PEOPLE} people"
    elif is_share and any(row.mean in (0, 1) for row in found):
        refused = "none or all, in some draw"
    if refused:
        return without_interval(part, found, refused)
    try:
        made = of_share(found) if is_share else of_mean(found)
    except FewDegreesError:
        return without_interval(part, found, "hardly known but from draw to draw")
    low, high = (logistic(made.low), logistic(made.high)) if is_share else (made.low, made.high)
    middle = logistic(made.estimate) if is_share else made.estimate
    return PooledMean(part, units, middle, low, high, made.missing_information, is_share)


def without_interval(part: str, found: Sequence[DrawnMean], refused: str) -> PooledMean:
    """The mean alone, and why."""
    units, mean = fmean(row.units for row in found), fmean(row.mean for row in found)
    return PooledMean(part, units, mean, None, None, None, all(row.is_share for row in found), refused)


def of_mean(found: Sequence[DrawnMean]) -> Pooled:
    """By Rubin's rules as it stands."""
    return rubin([row.mean for row in found], [row.variance for row in found], data_degrees=degrees(found))


def of_share(found: Sequence[DrawnMean]) -> Pooled:
    """By Rubin's rules of the logits, whose variance is that of the share by its slope."""
    logits = [log(row.mean / (1 - row.mean)) for row in found]
    variances = [row.variance / (row.mean * (1 - row.mean)) ** 2 for row in found]
    return rubin(logits, variances, data_degrees=degrees(found))


def degrees(found: Sequence[DrawnMean]) -> float:
    """Degrees of freedom of a mean with the links known: one fewer than clusters."""
    return min(row.people for row in found) - 1


def logistic(logit: float) -> float:
    """The share of a logit."""
    return 1 / (1 + exp(-logit))
