"""
Which providers sent how many events in each month, and who is expected and sent nothing.

    events of       2019-08  2019-09  2019-10  2019-11
    R001                120      131      118      125     sends
    R002                 40       38       44        -     silent since 2019-11: it is expected
    R003                  4        3        -        -     too few before to be expected
    R004                 50       48       51        -     followed by R001 in the lookup of sites: not silent

A provider is expected when it sent ENOUGH in each of the STEADY published months up to its last. By chance one of ten
events a month sends none in one month of twenty thousand. Numbers are those of first publications, which never change.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from linkage.report.facts import ReportFacts
from linkage.report.figures import Figures
from linkage.words.figure import UNKNOWN
from linkage.words.publication import FIRST

STEADY, ENOUGH = 3, 10


@dataclass(frozen=True)
class Submitter:
    """A provider and what it sent."""

    code: str
    events: Mapping[str, int | None]
    """By month in which it sent anything; None where the number is hidden."""


@dataclass(frozen=True)
class Silent:
    """An expected provider without events in the month."""

    code: str
    months: tuple[str, ...]
    """The published months without any, up to this one."""
    usual: float
    """Mean of its last STEADY months with events."""

    @property
    def is_new(self) -> bool:
        """Whether it is among the first STEADY months, in which the first screen asks; later the chapter alone does."""
        return len(self.months) <= STEADY


def submitters(figures: Figures) -> tuple[Submitter, ...]:
    """Every provider of the month or of an earlier one, by code."""
    return tuple(
        Submitter(category, {row.period: row.denominator for row in rows})
        for (table, breakdown, category, measure), rows in sorted(figures.series.items())
        if (table, breakdown, measure) == (FIRST, "provider", "match_rate") and category != UNKNOWN
    )


def known_months(found: tuple[Submitter, ...]) -> list[str]:
    """The months of which anything is known by provider, oldest first."""
    return sorted({month for one in found for month in one.events})


def silent(figures: Figures, followed: Mapping[str, tuple[str, ...]]) -> tuple[Silent, ...]:
    """Expected providers that sent nothing in the month; none where nobody did, for then it is no provider's doing."""
    everybody = submitters(figures)
    months = known_months(everybody)
    if figures.period not in months:
        return ()
    found = (silence(one, months) for one in everybody if one.code not in followed)
    return tuple(one for one in found if one is not None)


def silence(one: Submitter, months: list[str]) -> Silent | None:
    """How long a provider has sent nothing, up to the last of `months`; None of one that sends or is not expected."""
    last = months.index(max(one.events))
    before = [one.events.get(month) or 0 for month in months[max(last + 1 - STEADY, 0) : last + 1]]
    gone = tuple(months[last + 1 :])
    if not gone or len(before) < STEADY or min(before) < ENOUGH:
        return None
    return Silent(one.code, gone, sum(before) / STEADY)


def silent_names(figures: Figures, facts: ReportFacts) -> list[str]:
    """Those that the first screen asks after, by name, with since when where that was before the month."""
    return [
        facts.named(one.code) + (f" since {one.months[0]}" if len(one.months) > 1 else "")
        for one in silent(figures, facts.followed)
        if one.is_new
    ]
