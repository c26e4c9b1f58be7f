"""
Default days: days of the year that a data set writes when day or month of a birth date is not known.

Learnt, not assumed: a day of the year on which many more people of a data set are born than on the days around it. To
agree on such a day and month is no evidence; only the year is, and the month where it is the day alone that is made up.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from linkage.engine.base import Engine
from linkage.probabilistic.frozen import Frozen

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
    found: int
    """Births on it: event identities of DID, people of a data set of HES."""
    expected: float
    """As many as on the days around it."""


@dataclass(frozen=True)
class DefaultDays:
    """The default days of the two sides, as month * 100 + day: 101 is 1 January."""

    event: tuple[int, ...] = ()
    person: tuple[int, ...] = ()

    def put_in(self, condition: str) -> str:
        """A condition of a level, with the days in place of `own_defaults` and `held_defaults`."""
        return condition.replace("own_defaults", _listed(self.event)).replace(
            "held_defaults", _listed(self.person)
        )


NO_DAYS = DefaultDays()


def of_sides(found: Iterable[DefaultDay]) -> DefaultDays:
    """The days by side: of HES, those that are a default in any of its data sets."""
    days: dict[bool, set[int]] = {True: set(), False: set()}
    for one in found:
        days[one.dataset == EVENTS].add(int(one.day[:2]) * 100 + int(one.day[3:]))
    return DefaultDays(tuple(sorted(days[True])), tuple(sorted(days[False])))


def learnt_days(engine: Engine) -> tuple[DefaultDay, ...]:
    """event_identity, birth_day_count -> the default days of each data set, in order."""
    births: dict[str, dict[int, int]] = {}
    for dataset, day, found in engine.rows(birth_day_sql()):
        births.setdefault(str(dataset), {})[int(str(day))] = int(str(found))
    return tuple(
        DefaultDay(dataset=dataset, day=f"{day // 100:02}-{day % 100:02}", found=found, expected=expected)
        for dataset, of_day in sorted(births.items())
        for day, found, expected in default_days(of_day)
    )


def default_days(births: Mapping[int, int]) -> list[tuple[int, int, float]]:
    """
    The days with an excess of births, as month * 100 + day, each with the births found and expected.

    Each day by itself; then the same day of all months together, for the day alone may be made up.
    """
    counts = [births.get(day, 0) for day in DAYS]
    expected = [
        float(
            median(counts[(place + step) % len(DAYS)] for step in range(-NEIGHBOURS, NEIGHBOURS + 1) if step)
        )
        for place in range(len(DAYS))
    ]
    told = dict(zip(DAYS, zip(counts, expected, strict=True), strict=True))
    found = {day for day in DAYS if is_excess(*told[day])}
    for nth in range(1, 32):
        others = [day for day in DAYS if day % 100 == nth and day not in found]
        if is_excess(sum(told[day][0] for day in others), sum(told[day][1] for day in others)):
            found.update(others)
    return [(day, *told[day]) for day in sorted(found)]


def is_excess(found: int, expected: float) -> bool:
    """Whether so many births are too many for days on which so many were to be expected."""
    return found >= max(FEWEST, EXCESS * expected, expected + SURE * expected**0.5)


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


def is_default_sql() -> str:
    """Whether either of two dates, `held` and `own`, is on a default day of its side."""
    return f"({day_sql('held')} in (held_defaults) or {day_sql('own')} in (own_defaults))"


def _listed(days: tuple[int, ...]) -> str:
    return ", ".join(str(day) for day in days) or "0"
