"""
Which figures of a release are wanted: conditions on columns of its statistics.

Arrow's data sets would do the same and more, but loading them loads pandas, which takes longer than reading a small
release.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc


@dataclass(frozen=True)
class Wanted:
    """A condition; a row of which it is not known is not wanted."""

    holds: Callable[[pa.Table], pa.ChunkedArray]
    """For each row of the statistics true, false, or null where it is not known."""

    def __and__(self, other: "Wanted") -> "Wanted":
        """Both hold."""
        return Wanted(lambda rows: pc.and_kleene(self.holds(rows), other.holds(rows)))

    def __or__(self, other: "Wanted") -> "Wanted":
        """One of them holds."""
        return Wanted(lambda rows: pc.or_kleene(self.holds(rows), other.holds(rows)))


def is_equal(column: str, value: str) -> Wanted:
    """The column is this value."""
    return Wanted(lambda rows: pc.equal(rows[column], value))


def is_less(column: str, value: str) -> Wanted:
    """The column is less than this value: of periods, earlier."""
    return Wanted(lambda rows: pc.less(rows[column], value))


def is_among(column: str, values: Iterable[str]) -> Wanted:
    """The column is one of these values."""
    listed = pa.array(list(values), type=pa.string())
    return Wanted(lambda rows: pc.is_in(rows[column], listed))
