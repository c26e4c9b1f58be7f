"""Whether a month is all there: who sent nothing, who sent far less, and how far hospital activity reaches."""

from linkage.report.facts import ReportFacts
from linkage.report.figures import Figures
from linkage.report.screen.family import Family
from linkage.report.screen.line import VOLUME
from linkage.words.figure import UNKNOWN
from linkage.words.month import last_day
from linkage.words.number_words import first_names, number_of
from linkage.words.publication import FIRST

STEADY, ENOUGH = 3, 10
"""A provider that sent so many events in each of so many last months, and nothing in this one, is missed: by chance a
provider of ten events a month sends none in one month of twenty thousand."""
NAMED = 3


def delivery_doubts(figures: Figures, facts: ReportFacts, found: Family) -> list[str]:
    """Reasons for care in what was delivered."""
    told = []
    fewer = sorted(
        one.category
        for one in found.named
        if one.line is VOLUME and one.breakdown == "provider" and one.is_worse
    )
    if fewer:
        told.append(
            f"{number_of(len(fewer), 'provider')} sent far fewer events than before "
            f"({first_names(list(map(facts.named, fewer)), NAMED)})"
        )
    if silent := silent_providers(figures):
        told.append(
            f"{number_of(len(silent), 'provider')} of earlier months sent nothing "
            f"({first_names(list(map(facts.named, silent)), NAMED)})"
        )
    if facts.hospital_until and facts.hospital_until[:10] < last_day(figures.period):
        told.append(
            f"hospital activity reaches only until {facts.hospital_until}, and so ends before the month does"
        )
    return told


def hospital_words(facts: ReportFacts) -> str:
    """How far hospital activity reaches, as a clause that follows a comma."""
    return f", hospital activity reaches until {facts.hospital_until}" if facts.hospital_until else ""


def is_delivery_open(figures: Figures, found: Family) -> bool:
    """Whether shared numbers leave open if a provider sent nothing, or far fewer events than before."""
    series = {
        category: rows
        for (table, breakdown, category, measure), rows in figures.series.items()
        if (table, breakdown, measure) == (FIRST, "provider", "match_rate") and category != UNKNOWN
    }
    last = sorted({row.period for rows in series.values() for row in rows} - {figures.period})[-STEADY:]
    if not last:
        return False
    for code, rows in series.items():
        one = found.of("provider", code, VOLUME)
        if rows[-1].period == figures.period and (one is None or one.is_named is None):
            return True
        if rows[-1].period < figures.period and any(r.denominator is None and r.period in last for r in rows):
            return True
    return False


def silent_providers(figures: Figures) -> list[str]:
    """Codes of providers without events in the month that had enough in each of the last months before it."""
    found = {
        category: {row.period: row.denominator or 0 for row in rows}
        for (table, breakdown, category, measure), rows in figures.series.items()
        if (table, breakdown, measure) == (FIRST, "provider", "match_rate") and category != UNKNOWN
    }
    months = sorted({period for events in found.values() for period in events if period < figures.period})
    steady = months[-STEADY:]
    if len(steady) < STEADY or not any(figures.period in events for events in found.values()):
        return []
    return sorted(
        code
        for code, events in found.items()
        if figures.period not in events and all(events.get(month, 0) >= ENOUGH for month in steady)
    )
