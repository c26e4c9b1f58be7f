"""What a run is asked for: months, and what may happen to those that are published."""

from dataclasses import dataclass
from pathlib import Path

from linkage.errors import ConfigError
from linkage.gates.judge import Judging

LATEST = "latest"
"""In place of a month: the newest that is not published and has come in enough."""
AS_SET = Judging()
"""The gates as the job file has them."""


@dataclass(frozen=True)
class Asked:
    """The months in order, each to be a release of its own; none: only what has changed of the published ones."""

    months: tuple[str, ...] = ()
    restate: bool = False
    """Link a published month again, in a fresh context."""
    changed: bool = False
    """Make every affected month again in the same release, in the context that it was published in."""
    leave: tuple[str, ...] = ()
    """Months that `changed` leaves as they are."""
    judging: Judging = AS_SET
    contexts: Path | None = None
    """What another output folder of the same key keeps of its months, such as out/state/kept/0012: each month that is
    linked takes its context from there, so that a release can be proved from scratch."""
    resume: bool = True
    """Go on with a run that was broken off, where nothing it used has changed; else it is cleared."""

    def name_of(self, place: int, found: str) -> str:
        """The month of the outcome at `place`; `found` is that of its release, where none is named."""
        named = self.months[place] if self.months else found
        return found if named == LATEST else named


def month_range(text: str) -> tuple[str, ...]:
    """The months of a range such as 2026-01..2026-12, in order; ConfigError when there is none in it."""
    first, dots, last = text.partition("..")
    months = tuple(months_between(first, last)) if dots else ()
    if not months:
        raise ConfigError("--months: write the first month and the last, such as 2026-01..2026-12")
    return months


def months_between(first: str, last: str) -> list[str]:
    """Every month from the first to the last, both as YYYY-MM; none when the last is earlier."""
    begin, end = (12 * int(month[:4]) + int(month[5:]) - 1 for month in (first, last))
    return [f"{place // 12:04}-{place % 12 + 1:02}" for place in range(begin, end + 1)]


def months_before(month: str, many: int) -> tuple[str, ...]:
    """The `many` months before one, oldest first."""
    place = 12 * int(month[:4]) + int(month[5:]) - 1
    return tuple(f"{at // 12:04}-{at % 12 + 1:02}" for at in range(place - many, place))
