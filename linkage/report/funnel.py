"""Providers of one month against one another."""

from linkage.report.chapter import Block, Drawing
from linkage.report.facts import ReportFacts
from linkage.report.figures import UNKNOWN, Figures
from linkage.report.funnel_drawing import funnel_svg
from linkage.report.table import Column, Kind, Table
from linkage.spc.funnel import Funnel, funnel


def between_providers(figures: Figures, facts: ReportFacts) -> list[Block]:
    """The funnel of the month; none for a single provider."""
    rates = {
        category: figures.cell("match_rate_by", "provider", category, "match_rate")
        for category in figures.categories("match_rate_by", "provider")
        if category != UNKNOWN
    }
    providers = {
        code: (rate.denominator - rate.numerator, rate.denominator)
        for code, rate in rates.items()
        if rate.numerator is not None and rate.denominator
    }
    hidden = sum(rate.is_suppressed for rate in rates.values())
    found = funnel(providers, unmatched_share(figures) if hidden else None)
    if found is None or len(providers) == 1:
        return []
    far = {code: pair for code, pair in providers.items() if found.is_high(*pair) or found.is_low(*pair)}
    high = [facts.named(code) for code, pair in far.items() if found.is_high(*pair)]
    reading = (
        f"Above the 99.8% limit: {'; '.join(high)}."
        if high
        else f"No provider{' shown' if hidden else ''} lies above the 99.8% limit of what its size explains."
    )
    table = Table(
        "funnel",
        "Unmatched rate of providers, and how far each lies from the whole",
        (
            Column("Provider"),
            Column("Events", Kind.COUNT),
            Column("Unmatched", Kind.SHARE),
            Column("Standard deviations from the whole", Kind.DECIMAL),
            Column("Outside"),
        ),
        tuple(
            (
                facts.named(code),
                events,
                count / events,
                round(found.deviation(count, events), 1),
                "above" if found.is_high(count, events) else "below" if found.is_low(count, events) else "no",
            )
            for code, (count, events) in providers.items()
        ),
        note=overdispersion_words(found)
        + (f" Left out because their numbers are hidden: {hidden:,}." if hidden else ""),
    )
    return [Drawing(funnel_svg(reading, providers, found), reading, table)]


def unmatched_share(figures: Figures) -> float | None:
    """The unmatched share of the whole month; None where it is hidden."""
    whole = figures.cell("match_rate_by", "month", figures.period, "match_rate")
    if whole.numerator is None or not whole.denominator:
        return None
    return (whole.denominator - whole.numerator) / whole.denominator


def overdispersion_words(found: Funnel) -> str:
    """By how much providers vary, or why that is not known."""
    if not found.is_estimated:
        return (
            "Fewer than ten providers: overdispersion is not estimated, and limits are those of chance alone."
        )
    return (
        f"Overdispersion {found.overdispersion:.2f}: providers vary so many times as much as chance alone would have "
        "it, and the limits allow for that."
    )
