"""A clock that is behind the releases it has stamped: told until somebody says that it was ahead then."""

from collections.abc import Callable
from datetime import datetime

from linkage.errors import ConfigError
from linkage.release import journal
from linkage.release.history import line_of
from linkage.release.homes import noted
from linkage.release.layout import Layout


def finished_after(layout: Layout, now: datetime) -> dict[str, datetime]:
    """
    Releases that were finished after `now`, and when, by the clock of then; numbers in ascending order.

    Not those of which somebody has said that the clock was ahead, nor of versions that did not write down when.
    """
    known = journal.clock_was_ahead(layout.journal)
    stamped = {
        number: datetime.fromisoformat(at)
        for number, at in journal.facts(layout.journal, "at").items()
        if number not in known
    }
    return {number: stamped[number] for number in sorted(stamped, key=int) if stamped[number] > now}


def clock_in_words(layout: Layout, now: datetime) -> str | None:
    """That the clock is before the time at which a release was finished; None where it is not before any."""
    after = finished_after(layout, now)
    if not after:
        return None
    last = max(after, key=lambda number: (after[number], int(number)))
    return (
        f"the clock of this machine says {now:%Y-%m-%d %H:%M}, which is before release {last} was finished "
        f"({after[last]:%Y-%m-%d %H:%M}): set it. What is written down bears the time of this clock; the numbers of "
        "releases, and the order of what is written down, say what came after what. If it was ahead when that release "
        'was made and is right now, say so once: `linkage releases clock-ahead JOB --reason "..."`'
    )


def warn_of_clock(layout: Layout, now: datetime, warn: Callable[[str], None]) -> None:
    """Warn where the clock is before a release, for whoever is about to write something down by it."""
    if warning := clock_in_words(layout, now):
        warn(warning)


def say_ahead(layout: Layout, *, reason: str, now: datetime) -> tuple[str, ...]:
    """
    Write down that the clock was ahead when the releases finished after `now` were made; gives their numbers.

    They are not told of any more, later ones are. The caller holds the lock. ConfigError where there are none, or for a
    reason that is empty, long, of several lines, or holds what may not be shown.
    """
    why = line_of(reason, "--reason", now.date())
    after = finished_after(layout, now)
    if not after:
        raise ConfigError(
            f"no release was finished after {now:%Y-%m-%d %H:%M}, which is now by the clock of this machine, or it is "
            "written down already: there is nothing to say"
        )
    for number in after:
        noted.note(layout, journal.CLOCK_AHEAD, number, at=now.isoformat(), reason=why)
    return tuple(after)
