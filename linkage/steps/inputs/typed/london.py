"""
Time stamps of days: of which zone they are midnights.

A program that keeps moments in UTC writes the day 1 July 1960 as 23:00 of 30 June. Whoever cuts the time off is a day
early for every summer, so all the values of a column are looked at before any is read.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc

from linkage.words.number_words import first_names

Midnight = Literal["stored", "london"]
"""Whose midnights the time stamps of a column are: those of the zone it is stored in, or of Europe/London."""

LONDON = "Europe/London"
STEPS = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}
"""How many of its units a second has."""
DAY_SECONDS = 86_400
SHOWN = 5
"""Files named in a warning; the others are counted."""
ODD_SECONDS = 120
"""Until 1847 London was 75 seconds behind Greenwich: no more than this is taken for a midnight."""
SAME_CLOCK_SECONDS = -3_850_000_000
"""Before the last days of 1847 nobody means London's own clock: midnight in Greenwich is midnight in London."""


class Midnights:
    """What is known of the time stamps of one column, after as many of its values as have been told."""

    def __init__(self, arrow: pa.TimestampType) -> None:
        """Of a column of this type; without a zone it is taken as it stands, unless all say otherwise."""
        self.arrow = arrow
        self.neither = self.only_stored = self.only_london = False
        self.distinct = pa.array([], arrow)

    @property
    def is_settled(self) -> bool:
        """Whether no further value can change what is known."""
        return self.neither or (self.is_mixed and self.arrow.tz is not None)

    @property
    def is_mixed(self) -> bool:
        """Whether some are midnights of the one zone alone and others of the other, and all of one."""
        return not self.neither and self.only_stored and self.only_london

    @property
    def midnight(self) -> Midnight:
        """Of which zone all are midnights: of the one they are stored in unless some are of London alone."""
        return "london" if self.only_london and not self.neither else "stored"

    def see(self, values: Iterable[pa.Array]) -> None:
        """Look at more values; LookupError when the machine has no table of time zones."""
        for chunk in values:
            new = pc.unique(chunk.drop_null())
            new = new.filter(pc.invert(pc.is_in(new, self.distinct)))
            if len(new):
                self._judge(new)
                self.distinct = pa.concat_arrays([self.distinct, new])

    def _judge(self, new: pa.Array) -> None:
        step = STEPS[self.arrow.unit]
        stored = _is_midnight(wall(new), step)
        modern = pc.greater(new.cast(pa.int64()), SAME_CLOCK_SECONDS * step)
        shown = london_wall(new)
        london = pc.if_else(
            modern, _is_midnight(shown, step), _is_midnight(_later(shown, ODD_SECONDS), step, ODD_SECONDS)
        )
        self.neither |= bool(pc.any(pc.invert(pc.or_(stored, london))).as_py())
        self.only_stored |= bool(pc.any(pc.and_(modern, pc.and_not(stored, london))).as_py())
        self.only_london |= bool(pc.any(pc.and_(modern, pc.and_not(london, stored))).as_py())


def days(values: pa.Array, midnight: Midnight) -> pa.Array:
    """The days of time stamps."""
    if midnight == "stored":
        return _floored_days(wall(values))
    shown = london_wall(values)
    return _floored_days(_later(shown, ODD_SECONDS))


def clock(values: pa.Array) -> pa.Array:
    """Times of day as HH:MM:SS: of time stamps without a zone as they stand, else as a clock in London shows them."""
    shown = wall(values) if values.type.tz is None else london_wall(values)
    return pc.strftime(shown.cast(pa.timestamp("s"), safe=False), format="%H:%M:%S")


def wall(values: pa.Array) -> pa.Array:
    """What a clock of the zone a column is stored in shows; LookupError for a zone this machine does not know."""
    if values.type.tz in (None, "UTC", "Z", "+00:00", "Etc/UTC"):
        return values.cast(pa.timestamp(values.type.unit))
    try:
        return pc.local_timestamp(values)
    except (pa.ArrowException, ValueError, OSError):
        raise LookupError(values.type.tz) from None


def london_wall(values: pa.Array) -> pa.Array:
    """What a clock in London shows; a time stamp without a zone is taken to be of UTC."""
    aware = values if values.type.tz else values.cast(pa.timestamp(values.type.unit, "UTC"))
    return wall(aware.cast(pa.timestamp(values.type.unit, LONDON)))


def told_of_london(files: Mapping[str, Sequence[str]]) -> list[str]:
    """What the user should know of columns, each with its files, that are read by the midnights of London."""
    together: dict[tuple[str, ...], list[str]] = {}
    for column, paths in files.items():
        together.setdefault(tuple(paths), []).append(column)
    return [
        f"{first_names(paths, SHOWN)}: the time stamps of {', '.join(columns)} are midnights in {LONDON} and not in "
        "UTC: each is read as the day it is there; write days as dates to leave no doubt"
        for paths, columns in together.items()
    ]


def _later(values: pa.Array, seconds: int) -> pa.Array:
    moved = pc.add(values.cast(pa.int64()), seconds * STEPS[values.type.unit])
    return moved.cast(values.type)


def _floored_days(values: pa.Array) -> pa.Array:
    return pc.floor_temporal(values, unit="day").cast(pa.date32())


def _is_midnight(values: pa.Array, step: int, within_seconds: int = 0) -> pa.Array:
    """Whether time stamps are midnights, or up to so many seconds later."""
    floored = pc.floor_temporal(values, unit="day").cast(pa.int64())
    return pc.less_equal(pc.subtract(values.cast(pa.int64()), floored), within_seconds * step)
