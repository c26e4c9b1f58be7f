"""
The month's family of comparisons: every rate of the month, and how much was delivered, against its own earlier months.

    the whole          events without a person, linked events in another setting, events delivered
    each provider      events without a person, without a usable NHS number, events delivered
    each group         events without a person, by everything events are counted by, but sites

It is one family, so that it can be said how many of those named are chance: Benjamini and Hochberg at 5%. Of hidden
ones a shareable report knows that they are there, and no more: what it says holds whatever they are.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from linkage.report.drawings.settled_chart import may_be, rounding
from linkage.report.facts import ReportFacts
from linkage.report.figures import Figures
from linkage.report.screen.group_words import NAMES
from linkage.report.screen.hidden_months import Series, earlier_months, imagined, shown_months
from linkage.report.screen.line import ELSEWHERE, NO_NUMBER, UNMATCHED, VOLUME, Line
from linkage.spc.chart import Month
from linkage.spc.discoveries import expected_false, verdicts
from linkage.spc.usual import Departure, departure
from linkage.spc.usual_volume import volume_departure
from linkage.words.figure import UNKNOWN, Figure
from linkage.words.publication import FIRST

ALL = "all"
GROUPS = tuple(name for name in NAMES if name != "provider")


@dataclass(frozen=True)
class Compared:
    """One rate of the month against its own earlier months; the whole is the breakdown `month`, category `all`."""

    breakdown: str
    category: str
    line: Line
    month: Month
    departure: Departure
    span: tuple[float, float]
    """Its chance, for the numbers that rounded ones may stand for."""
    is_named: bool | None = None
    """Whether it is further off than chance explains, among all of the family; None: not settled."""

    @property
    def is_whole(self) -> bool:
        """Whether it is about all events."""
        return self.category == ALL

    @property
    def value(self) -> float:
        """The share; of a volume, events."""
        return (
            float(self.month.denominator)
            if self.line is VOLUME
            else self.month.count / self.month.denominator
        )

    @property
    def weight(self) -> float:
        """Events that the change is about, for putting the largest first."""
        if self.line is VOLUME:
            return abs(self.value - self.departure.before)
        return abs(self.value - self.departure.before) * self.month.denominator

    @property
    def is_worse(self) -> bool:
        """Whether it is named, and a concern: more of what should be low, or fewer events."""
        return self.is_named is True and self.departure.is_high is not (self.line is VOLUME)


@dataclass(frozen=True)
class Family:
    """All comparisons of a month."""

    compared: tuple[Compared, ...]
    hidden: int
    """How many more there are, of which nothing is known here."""

    @property
    def named(self) -> list[Compared]:
        """Those further off than chance explains, those about the most events first."""
        found = [one for one in self.compared if one.is_named]
        return sorted(found, key=lambda one: (-one.weight, one.breakdown, one.category, one.line.name))

    @property
    def unsettled(self) -> int:
        """How many are shown in numbers that settle nothing."""
        return sum(one.is_named is None for one in self.compared)

    @property
    def expected(self) -> float:
        """How many of those named are expected to be chance."""
        return expected_false(len(self.named))

    def of(self, breakdown: str, category: str, line: Line = UNMATCHED) -> Compared | None:
        """One comparison; None where there is none."""
        keys = ((one.breakdown, one.category, one.line) for one in self.compared)
        return next(
            (one for one, key in zip(self.compared, keys, strict=True) if key == (breakdown, category, line)),
            None,
        )


def family(figures: Figures, facts: ReportFacts) -> Family:
    """The comparisons of the month, each with its verdict among all."""
    found: list[Compared] = []
    hidden = sum(1 for line in (UNMATCHED, ELSEWHERE) if is_withheld(figures, line))
    start = max((month for month in facts.rebased if month <= figures.period), default="")
    every = list(series(figures, facts.compared_month))
    known = earlier_months(figures, facts, start)
    for breakdown, category, line, all_rows in every:
        if all_rows[-1].period != figures.period:
            continue
        rows = [row for row in all_rows if row.period >= start]
        if line is VOLUME:
            off, count_of, against = volume_rounding(rows, facts), volume_of, volume_departure
        else:
            off, count_of, against = rounding(rows, facts.disclosure), share_of, departure
        months = [count_of(row) for row in rows]
        if months[-1] is None:
            hidden += 1
            continue
        lacking = known - shown_months(every, breakdown, line)
        lacking |= {row.period for row, month in zip(rows, months, strict=True) if month is None}
        one = compared(breakdown, category, line, months, off, against, lacking)
        if one is not None:
            found.append(one)
        else:
            hidden += bool(known)
    told = verdicts([one.span for one in found], hidden)
    return Family(tuple(replace(one, is_named=said) for one, said in zip(found, told, strict=True)), hidden)


def compared(
    breakdown: str,
    category: str,
    line: Line,
    months: Sequence[Month | None],
    off: int,
    against: Callable[[Sequence[Month]], Departure | None],
    lacking: frozenset[str],
) -> Compared | None:
    """A series against itself; None where it has no earlier month that is shown. `lacking`: months that are not."""
    shown = [month for month in months if month is not None]
    departures = [found for way in may_be(shown, off) if (found := against(way))]
    if not departures:
        return None
    first = departures[0]
    if lacking:
        departures += [found for way in imagined(shown, lacking, line) if (found := against(way))]
    least, most = min(one.chance for one in departures), max(one.chance for one in departures)
    if len({one.is_high for one in departures}) > 1:
        most = 1.0
    return Compared(breakdown, category, line, shown[-1], first, (0.0 if lacking else least, most))


def series(figures: Figures, compared_month: str | None) -> Iterator[Series]:
    """Every series up to the month: the whole and providers as first published, groups as released."""
    for breakdown, lines in (
        ("month", (UNMATCHED, ELSEWHERE, VOLUME)),
        ("provider", (UNMATCHED, NO_NUMBER, VOLUME)),
    ):
        for (table, of, category, measure), rows in sorted(figures.series.items()):
            if (table, of) == (FIRST, breakdown) and category != UNKNOWN:
                yield from ((breakdown, category, line, rows) for line in lines if line.measure == measure)
    for breakdown in GROUPS:
        for category in figures.categories("match_rate_by", breakdown):
            rate = figures.cell("match_rate_by", breakdown, category, "match_rate")
            yield (
                breakdown,
                category,
                UNMATCHED,
                [*figures.past(breakdown, category, compared_month), replace(rate, period=figures.period)],
            )


def share_of(row: Figure) -> Month | None:
    """Events that lack what the measure counts; None of a hidden month."""
    if row.numerator is None or row.denominator is None:
        return None
    return Month(row.period, row.denominator - row.numerator, row.denominator)


def volume_of(row: Figure) -> Month | None:
    """How many events there were; None where that is hidden."""
    return None if row.denominator is None else Month(row.period, row.denominator, row.denominator)


def volume_rounding(rows: Sequence[Figure], facts: ReportFacts) -> int:
    """By how much a number of events may be off: it is rounded once."""
    off = rounding(rows, facts.disclosure)
    return (off + 1) // 2


def is_withheld(figures: Figures, line: Line) -> bool:
    """Whether the series of the whole is not part of a shareable report, while the internal one may have it."""
    return figures.is_controlled and (FIRST, "month", ALL, line.measure) not in figures.series
