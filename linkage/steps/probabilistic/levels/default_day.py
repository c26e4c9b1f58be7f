"""
Default days: days of the year that a data set writes when day or month of a birth date is not known.

Learnt, not assumed: a day of the year on which many more people of a data set are born than on the days around it. To
agree on such a day and month is no evidence; only the year is. A day on which many are born in every month, as on the
first, is made up alone: there the month is evidence too.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from statistics import median

from linkage.engine.base import Engine
from linkage.engine.value import as_whole
from linkage.steps.probabilistic.model.frozen import Frozen

NEIGHBOURS = 7
"""Days on either side that tell how many births to expect; their median, as one of them may be a default too."""
EXCESS = 2.0
"""A default has at least so many times the expected births: half of those who bear it were not born on it."""
SURE = 5.0
"""And so many standard deviations (of a count of rare things) more than expected: chance in 366 days has none."""
FEWEST = 20
"""Fewer births than this on a day are too few to tell, and to matter."""
EVENTS = "did"
"""The data set of the events; all others are of HES."""
DAYS = tuple(
    day.month * 100 + day.day for day in (date(2000, 1, 1) + timedelta(days=nth) for nth in range(366))
)
"""Every day of a leap year, as month * 100 + day."""


class DefaultDay(Frozen):
    """A day of the year that a data set writes for "not known"."""

    dataset: str
    day: str
    """MM-DD."""
    month_is_known: bool
    """Whether the day alone is made up, as on the first of any month."""
    found: int
    """Births on it: event identities of DID, people of a data set of HES."""
    expected: float
    """As many as on the days around it."""


@dataclass(frozen=True)
class DefaultDays:
    """The default days of the two sides, as month * 100 + day: 101 is 1 January."""

    event: tuple[int, ...] = ()
    person: tuple[int, ...] = ()
    event_whole: tuple[int, ...] = ()
    """Of the days, those on which the month is made up too."""
    person_whole: tuple[int, ...] = ()

    def put_in(self, condition: str) -> str:
        """A condition of a level, with the days in place of the names that `is_default_sql` gives them."""
        for name, days in (
            ("own_defaults_whole", self.event_whole),
            ("held_defaults_whole", self.person_whole),
            ("own_defaults", self.event),
            ("held_defaults", self.person),
        ):
            condition = condition.replace(name, ", ".join(str(day) for day in days) or "0")
        return condition


NO_DAYS = DefaultDays()


def of_sides(found: Iterable[DefaultDay]) -> DefaultDays:
    """The days by side: of HES, those that are a default in any of its data sets."""
    sides: dict[bool, set[int]] = {True: set(), False: set()}
    whole: dict[bool, set[int]] = {True: set(), False: set()}
    for one in found:
        day = int(one.day[:2]) * 100 + int(one.day[3:])
        sides[one.dataset == EVENTS].add(day)
        if not one.month_is_known:
            whole[one.dataset == EVENTS].add(day)
    return DefaultDays(*(tuple(sorted(days[side])) for days in (sides, whole) for side in (True, False)))


def learnt_days(engine: Engine) -> tuple[DefaultDay, ...]:
    """event_identity, birth_day_count -> the default days of each data set, in order."""
    births: dict[str, dict[int, int]] = {}
    for dataset, day, found in engine.rows(birth_day_sql()):
        births.setdefault(str(dataset), {})[as_whole(day)] = as_whole(found)
    return tuple(
        DefaultDay(
            dataset=dataset,
            day=f"{day // 100:02}-{day % 100:02}",
            month_is_known=month_is_known,
            found=found,
            expected=expected,
        )
        for dataset, of_day in sorted(births.items())
        for day, month_is_known, found, expected in default_days(of_day)
    )


def default_days(births: Mapping[int, int]) -> list[tuple[int, bool, int, float]]:
    """
    The days with an excess of births, as month * 100 + day: whether the month is known, births found and expected.

    Each day by itself, and the same day of all months together, the one with most left out. The month is known where
    the day has no excess over that day of the other months: 1 January has one over 1 February, 1 March and so on.
    """
    counts = dict.fromkeys(DAYS, 0) | dict(births)
    expected = {
        day: float(
            median(
                counts[DAYS[(place + step) % len(DAYS)]]
                for step in range(-NEIGHBOURS, NEIGHBOURS + 1)
                if step
            )
        )
        for place, day in enumerate(DAYS)
    }
    found = {day for day in DAYS if is_excess(counts[day], expected[day])}
    known = set()
    for nth in range(1, 32):
        days = sorted((day for day in DAYS if day % 100 == nth), key=lambda day: counts[day])
        if is_excess(sum(counts[day] for day in days[:-1]), sum(expected[day] for day in days[:-1])):
            found.update(days)
        for day in days:
            others = [counts[other] for other in days if other != day]
            if not is_excess(counts[day], sum(others) / len(others)):
                known.add(day)
    return [(day, day in known, counts[day], expected[day]) for day in sorted(found)]


def is_excess(found: float, expected: float) -> bool:
    """Whether so many births are too many for days on which so many were to be expected."""
    return found >= max(FEWEST, EXCESS * expected, expected + SURE * sqrt(expected))


def birth_day_sql() -> str:
    """One row per data set and day of the year (month * 100 + day), with the births on it."""
    return f"""
        select '{EVENTS}' as dataset, {day_sql("birth_date")} as birth_day, count(*) as births
        from event_identity
        where birth_date is not null
        group by {day_sql("birth_date")}
        union all
        select dataset, birth_day, people as births from birth_day_count"""


def day_sql(birth_date: str) -> str:
    """The day of the year of a date, as month * 100 + day."""
    return f"extract(month from {birth_date}) * 100 + extract(day from {birth_date})"


def is_default_sql(which: str = "defaults") -> str:
    """Whether either of two dates, `held` and `own`, is on a default day of its side; or one of `defaults_whole`."""
    return f"({day_sql('held')} in (held_{which}) or {day_sql('own')} in (own_{which}))"
