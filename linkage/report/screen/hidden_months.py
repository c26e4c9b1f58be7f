"""
Earlier months of a rate that a shareable report has not: hidden, or never shared. The internal one knows them.

A rate that has some is never said to be within chance; it is named only where it would be, had each of these months
been as this one is, or the opposite. Nobody can know more of them.
"""

from collections.abc import Iterator, Sequence

from linkage.report.facts import ReportFacts
from linkage.report.figures import Figures
from linkage.report.screen.line import VOLUME, Line
from linkage.spc.chart import Month
from linkage.words.figure import Figure

Series = tuple[str, str, Line, list[Figure]]
"""Breakdown, category, rate and its months."""


def earlier_months(figures: Figures, facts: ReportFacts, start: str) -> frozenset[str]:
    """Months from `start` on before that of a shareable report, all of which the internal one knows; else none."""
    if not figures.is_controlled:
        return frozenset()
    of_series = {row.period for rows in figures.series.values() for row in rows}
    return frozenset(month for month in of_series.union(facts.months) if start <= month < figures.period)


def shown_months(every: Sequence[Series], breakdown: str, line: Line) -> set[str]:
    """Months of which anything of a breakdown was shared: what lacks one of these had no events in it."""
    return {
        row.period
        for name, _, measured, rows in every
        if (name, measured.measure) == (breakdown, line.measure)
        for row in rows
    }


def imagined(shown: Sequence[Month], hidden: frozenset[str], line: Line) -> Iterator[list[Month]]:
    """The months with those that are hidden as they may have been: all like the last, all unlike it, and by turns."""
    last = shown[-1]
    events = max(sum(month.denominator for month in shown) // len(shown), 1)
    usual = sum(month.count for month in shown[:-1]) / max(sum(month.denominator for month in shown[:-1]), 1)
    share = last.count / max(last.denominator, 1)
    alike = (last.count, last.count) if line is VOLUME else (round(share * events), events)
    unlike = (1, 1) if line is VOLUME else (0 if share > usual else events, events)
    for ways in ((alike, alike), (unlike, unlike), (alike, unlike)):
        made = [Month(period, *ways[place % 2]) for place, period in enumerate(sorted(hidden))]
        yield sorted([*shown, *made], key=lambda month: month.period)
