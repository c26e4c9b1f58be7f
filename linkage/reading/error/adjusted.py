"""A rate and a comparison with linkage error carried: the estimate, its interval, and the plain one beside it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from math import hypot, isnan
from typing import TYPE_CHECKING

import pyarrow as pa

from linkage.reading.error.bagged import Counted
from linkage.reading.frames import frame
from linkage.words.interval import wilson

if TYPE_CHECKING:
    import pandas as pd

FEWEST_PEOPLE = 30
"""Of fewer linked people in a group no rate is adjusted."""
ENDS = (0.025, 0.975)
"""Of the draws, the ends of a 95% interval."""


@dataclass(frozen=True)
class AdjustedRate:
    """
    The share of a group's events in the relations, of those whose person is in HES.

    Shares from 0 to 1; `events` and `linked` are events, `people` linked people.
    """

    group: str
    events: int
    linked: int
    people: int
    plain: float | None
    """Of the linked events, as they stand."""
    adjusted: float | None
    low: float | None
    high: float | None
    """Ends of its 95% interval."""
    expected_wrong: float
    """Share of its links expected to be wrong."""
    refused: str | None = None
    """Why there is no adjusted rate."""


@dataclass(frozen=True)
class AdjustedDifference:
    """The rate of the first group less that of the second, plain and adjusted, with its 95% interval."""

    first: AdjustedRate
    second: AdjustedRate
    plain: float
    adjusted: float
    low: float
    high: float

    def __str__(self) -> str:
        """In two lines."""
        return (
            f"{self.first.group} less {self.second.group}: {points(self.adjusted)} percentage points "
            f"({points(self.low)} to {points(self.high)}) with linkage error carried\n"
            f"by the links as they stand {points(self.plain)}"
        )


@dataclass(frozen=True)
class AdjustedRates:
    """A row for each group, in the order of their names."""

    rows: tuple[AdjustedRate, ...]

    def __iter__(self) -> Iterator[AdjustedRate]:
        """Its rows."""
        return iter(self.rows)

    def __len__(self) -> int:
        """How many groups there are."""
        return len(self.rows)

    def __getitem__(self, group: str) -> AdjustedRate:
        """The row of a group; KeyError where the release has none of that name."""
        for row in self.rows:
            if row.group == group:
                return row
        raise KeyError(group)

    def frame(self) -> "pd.DataFrame":
        """The rows as a data frame; ConfigError without pandas."""
        return frame(pa.Table.from_pylist([asdict(row) for row in self.rows]))

    def __str__(self) -> str:
        """A table of text, shares in per cent."""
        width = max(len("group"), *(len(row.group) for row in self.rows))
        lines = [
            f"{'group':<{width}}{'events':>10}{'linked':>10}{'plain':>9}{'adjusted':>10}{'95% interval':>18}"
        ]
        for row in self.rows:
            ends = row.refused or f"{percent(row.low)} to {percent(row.high)}"
            lines.append(
                f"{row.group:<{width}}{row.events:>10,}{row.linked:>10,}{percent(row.plain):>9}"
                f"{percent(row.adjusted):>10}{ends:>18}"
            )
        return "\n".join(lines)


def rate_of(counted: Counted, estimate: float, draws: Sequence[float]) -> AdjustedRate:
    """The row of a group, or why it has no adjusted rate."""
    whole = [draw for draw in draws if not isnan(draw)]
    refused = None
    if counted.people < FEWEST_PEOPLE:
        refused = f"fewer than {FEWEST_PEOPLE} linked people"
    elif len(whole) < len(draws):
        refused = "too few right links expected"
    low, high = (None, None) if refused else ends_of(counted, whole)
    return AdjustedRate(
        counted.group,
        counted.events,
        counted.linked,
        counted.people,
        counted.related / counted.linked if counted.linked else None,
        None if refused else estimate,
        low,
        high,
        counted.wrong / counted.linked if counted.linked else 0.0,
        refused,
    )


def ends_of(counted: Counted, draws: Sequence[float]) -> tuple[float, float]:
    """The interval; where no link or every link is in the relation no draw differs, and it is Wilson's over people."""
    low, high = interval(draws)
    if counted.related in (0, counted.linked):
        least, most = wilson(counted.related / counted.linked, counted.people)
        return min(low, least), max(high, most)
    return low, high


def interval(draws: Sequence[float]) -> tuple[float, float]:
    """The ends that leave so much of the draws on either side."""
    ordered = sorted(draws)
    low, high = (ordered[round(end * (len(ordered) - 1))] for end in ENDS)
    return low, high


def difference_ends(first: AdjustedRate, second: AdjustedRate, apart: Sequence[float]) -> tuple[float, float]:
    """
    The interval of the first less the second, `apart` in each draw.

    Where no link or every link of a group is in the relation its draws do not differ: the ends of both rates are
    squared and added (Newcombe), and the wider end counts.
    """
    low, high = interval(apart)
    if not {first.plain, second.plain} & {0.0, 1.0}:
        return low, high
    (down, up), (other_down, other_up) = reach(first), reach(second)
    difference = (first.adjusted or 0) - (second.adjusted or 0)
    return min(low, difference - hypot(down, other_up)), max(high, difference + hypot(up, other_down))


def reach(row: AdjustedRate) -> tuple[float, float]:
    """How far the ends of a rate are from it, below and above."""
    rate = row.adjusted or 0.0
    low, high = (rate if end is None else end for end in (row.low, row.high))
    return max(rate - low, 0.0), max(high - rate, 0.0)


def rates_of(
    counted: Sequence[Counted], estimate: Mapping[str, float], draws: Sequence[Mapping[str, float]]
) -> AdjustedRates:
    """A row for each group."""
    nothing = float("nan")
    return AdjustedRates(
        tuple(
            rate_of(
                each,
                estimate.get(each.group, nothing),
                [draw.get(each.group, nothing) for draw in draws],
            )
            for each in counted
        )
    )


def percent(share: float | None) -> str:
    """A share in per cent; a dash where there is none."""
    return "-" if share is None else f"{100 * share:.2f}%"


def points(difference: float) -> str:
    """A difference of shares in percentage points, signed."""
    return f"{100 * difference:+.2f}"
