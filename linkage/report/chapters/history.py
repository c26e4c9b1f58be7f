"""The charts of a report: every series of one maturity, held against its limits, and what stands out of it now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from linkage.report.drawings.settled_chart import is_settled, rounding
from linkage.report.facts import ReportFacts
from linkage.report.figures import Figures
from linkage.report.screen.family import share_of
from linkage.report.screen.line import ELSEWHERE, NO_NUMBER, UNMATCHED, Line
from linkage.spc.chart import Chart, Icon, Method, Month, chart
from linkage.spc.rules import Signal
from linkage.words.figure import UNKNOWN, Figure
from linkage.words.publication import FIRST, THREE_MONTHS

MATURITIES = {FIRST: "as first published", THREE_MONTHS: "as published at three months"}

ALL = "all"
UNSETTLED = "not settled by rounded numbers"
LEAST_MONTHS = 2
"""Months below which there is nothing to compare."""
RARE = 5.0
"""Of rates of providers with fewer such events a month no chart is drawn: limits of so few say nothing."""


NATIONAL, OF_PROVIDER = (UNMATCHED, ELSEWHERE), (UNMATCHED, NO_NUMBER)


@dataclass(frozen=True)
class ChartedSeries:
    """One series with its chart; subject is a provider's code, or `all`."""

    subject: str
    line: Line
    maturity: str
    chart: Chart
    hidden: int
    """Months that disclosure control hides: they are no points of the chart."""
    is_settled: bool = True
    """Whether the month's verdict is the same for numbers that the rounded ones may stand for."""

    @property
    def stands_out(self) -> bool:
        """Whether the month itself is a signal."""
        latest = self.chart.latest
        return self.is_settled and latest is not None and latest.signal is not Signal.COMMON_CAUSE

    @property
    def is_worse(self) -> bool:
        """Whether the month itself is a signal of concern."""
        return self.is_settled and self.chart.icon(low_is_good=True) is Icon.CONCERN_HIGH

    @property
    def icon(self) -> str:
        """The variation icon in words."""
        return self.chart.icon(low_is_good=True).value if self.is_settled else UNSETTLED

    @property
    def since(self) -> int:
        """Place of the first of the last months that all are signals of the same direction."""
        points = self.chart.points
        place = len(points) - 1
        while place and _same(points[place - 1].signal, points[-1].signal):
            place -= 1
        return place

    @property
    def before(self) -> float | None:
        """Share over the months before these; None when there are none."""
        earlier = self.chart.points[: self.since]
        events = sum(point.denominator for point in earlier)
        return sum(point.count for point in earlier) / events if events else None

    @property
    def weight(self) -> float:
        """Events that the change is about, for putting the largest first."""
        latest = self.chart.latest
        if latest is None:
            return 0.0
        return abs(latest.value - (self.before or 0.0)) * latest.denominator


def _same(one: Signal, other: Signal) -> bool:
    return one is not Signal.COMMON_CAUSE and one.is_high == other.is_high


def charts(figures: Figures, facts: ReportFacts) -> list[ChartedSeries]:
    """Every series that has points: the whole at both maturities, providers as first published."""
    found = []
    for subject, line, maturity, rows in _series(figures):
        months = [month for row in rows if (month := share_of(row))]
        if not months or (months[-1].period != figures.period and maturity == FIRST):
            continue
        if is_rare(subject, months):
            continue
        method: Method = "xmr" if subject == ALL else "prime"
        found.append(
            ChartedSeries(
                subject,
                line,
                maturity,
                chart(months, facts.rebased, method=method),
                sum(r.is_suppressed for r in rows),
                is_settled(months, rounding(rows, facts.disclosure), facts.rebased, method),
            )
        )
    return [one for one in found if one.chart.points]


def is_rare(subject: str, months: Sequence[Month]) -> bool:
    """Whether a provider has too few such events a month for a chart with limits."""
    return subject != ALL and sum(month.count for month in months) < RARE * len(months)


def rare_series(figures: Figures) -> int:
    """How many series of providers have too few such events for a chart."""
    found = 0
    for subject, _, maturity, rows in _series(figures):
        months = [month for row in rows if (month := share_of(row))]
        is_now = bool(months) and months[-1].period == figures.period
        found += maturity == FIRST and is_now and is_rare(subject, months)
    return found


def _series(figures: Figures) -> Iterator[tuple[str, Line, str, Sequence[Figure]]]:
    for maturity in MATURITIES:
        for line in NATIONAL:
            rows = figures.series.get((maturity, "month", ALL, line.measure), [])
            yield ALL, line, maturity, rows
    codes = sorted({key[2] for key in figures.series if key[:2] == (FIRST, "provider") and key[2] != UNKNOWN})
    for code in codes:
        for line in OF_PROVIDER:
            yield code, line, FIRST, figures.series.get((FIRST, "provider", code, line.measure), [])


def signal_words(one: ChartedSeries, facts: ReportFacts) -> str:
    """What a chart says of the month, in one sentence."""
    latest = one.chart.latest
    if latest is None:
        return "There are no months to show."
    subject = "All providers" if one.subject == ALL else facts.named(one.subject)
    rate = f"{100 * latest.value:.2f}%"
    if len(one.chart.points) < LEAST_MONTHS:
        return f"{subject}: {one.line.what} were {rate} in {latest.period}; there is no earlier month to compare with."
    if not one.is_settled:
        return (
            f"{subject}: {one.line.what} were {rate} in {latest.period}; rounded numbers do not settle whether that "
            "is as usual."
        )
    if not one.stands_out and latest.is_trial:
        return f"{subject}: {one.line.what} were {rate} in {latest.period}, {few_words(one)}."
    if not one.stands_out:
        shown = f" in the months shown; {one.hidden} are hidden (disclosure control)" if one.hidden else ""
        return f"{subject}: {one.line.what} were {rate} in {latest.period}, as usual{shown}."
    started = one.chart.points[one.since].period
    since = f"in {latest.period}" if started == latest.period else f"since {started}"
    moved = "rose" if latest.signal.is_high else "fell"
    usual = "" if one.before is None else f" ({100 * one.before:.2f}% before)"
    return f"{subject}: {one.line.what} {moved} to {rate}{usual}, {latest.signal.value} {since}."


def few_words(one: ChartedSeries) -> str:
    """What so few months can say of the last."""
    earlier = sum(point.phase == one.chart.points[-1].phase for point in one.chart.points) - 1
    if earlier <= LEAST_MONTHS:
        return (
            "with too few earlier months to say whether that is usual"
            if earlier
            else "the first month of new limits"
        )
    return f"within the trial limits of {earlier} earlier months, which are few"
