"""How long after one record another may be: a number of days, or hours where both have a time of day."""

import math
import re
from dataclasses import dataclass

from linkage.errors import ConfigError

WRITTEN = re.compile(r"\s*(\d{1,5})\s*(h|hours?|d|days?)\s*")


@dataclass(frozen=True)
class Window:
    """A length of time from the start of a pathway; 0 days is the same day."""

    days: int
    """Whole days; hours rounded up: most records have a day and no time."""
    hours: int | None = None
    """As asked in hours: they count where both records have a time of day."""


def window_of(within: int | str) -> Window:
    """
    What `within` means: 28, "28 days" or "24h". ConfigError for anything else.

    Twenty-four hours are the day itself and the day after where either time of day is unknown.
    """
    found = WRITTEN.fullmatch(within) if isinstance(within, str) else None
    if isinstance(within, int) and not isinstance(within, bool) and 0 <= within < 100_000:  # noqa: PLR2004
        return Window(within)
    if found is None:
        raise ConfigError('within is a number of days or of hours after the start: 28, "28 days" or "24h"')
    number = int(found[1])
    return Window(math.ceil(number / 24), number) if found[2].startswith("h") else Window(number)
