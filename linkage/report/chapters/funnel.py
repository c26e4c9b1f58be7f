"""Providers of one month against one another."""

from math import sqrt

from linkage.disclosure.profile import Profile
from linkage.report.chapters.chapter import Block, Drawing, Words
from linkage.report.drawings.funnel_drawing import funnel_svg
from linkage.report.facts import ReportFacts
from linkage.report.figures import Figures
from linkage.report.rounding import not_settled, not_shown, settled, span
from linkage.report.table import Kind, ShownColumn, ShownTable
from linkage.spc.funnel import Funnel, funnel
from linkage.words.figure import UNKNOWN, Figure

OUTSIDE = {True: "above", None: "not settled"}


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
    hidden = sum(rate.numerator is None for rate in rates.values())
    found = funnel(providers, unmatched_share(figures) if hidden else None)
    if found is None or len(providers) == 1:
        return [Words(f"No funnel of providers is drawn: {not_shown(hidden, 'provider')}.")] if hidden else []
    far = {code: pair for code, pair in providers.items() if found.is_high(*pair) or found.is_low(*pair)}
    above = {code: is_above(found, rates[code], facts.disclosure) for code in providers}
    reading = reading_of([facts.named(code) for code in far if above[code]], list(above.values()), hidden)
    table = ShownTable(
        "funnel",
        "Unmatched rate of providers, and how far each lies from the whole",
        (
            ShownColumn("Provider"),
            ShownColumn("Events", Kind.COUNT),
            ShownColumn("Unmatched", Kind.SHARE),
            ShownColumn("Standard deviations from the whole", Kind.DECIMAL),
            ShownColumn("Outside"),
        ),
        tuple(
            (
                facts.named(code),
                events,
                count / events,
                round(found.deviation(count, events), 1),
                OUTSIDE[above[code]]
                if above[code] is not False
                else "below"
                if found.is_low(count, events)
                else "no",
            )
            for code, (count, events) in providers.items()
        ),
        note=overdispersion_words(found)
        + (f" Left out because their numbers are hidden: {hidden:,}." if hidden else ""),
    )
    return [Drawing(funnel_svg(reading, providers, found), reading, table)]


def is_above(found: Funnel, rate: Figure, rule: Profile | None) -> bool | None:
    """Whether a provider lies above the 99.8% limit; None where its rounded numbers do not settle it."""

    def holds(linked: int, events: int) -> bool | None:
        return found.is_high(events - linked, events) if events > 0 and linked <= events else None

    return settled(holds, span(rate.numerator or 0, rate, rule), span(rate.denominator or 0, rate, rule))


def reading_of(high: list[str], above: list[bool | None], hidden: int) -> str:
    """Who lies above the limit, and of whom that is not known."""
    rest = [not_settled(above.count(None), "provider")] if None in above else []
    rest += [f"{not_shown(hidden, 'provider')} and may"] if hidden else []
    first = (
        f"Above the 99.8% limit: {'; '.join(high)}"
        if high
        else f"No provider{' shown' if rest else ''} lies above the 99.8% limit of what its size explains"
    )
    return "; ".join([first, *rest]) + "."


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
    if found.overdispersion <= 1:
        return "Providers vary no more than their sizes explain (overdispersion 1)."
    return (
        f"Providers vary {sqrt(found.overdispersion):.1f} times as much as their sizes alone explain (overdispersion "
        f"{found.overdispersion:.2f}, of the variance), for reasons that nobody has to answer for; the limits are as "
        "much wider."
    )
