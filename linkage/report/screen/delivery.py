"""Whether a month is all there: who sent nothing, who sent far less, and how far hospital activity reaches."""

from linkage.report.coverage.submitters import STEADY, silent_names
from linkage.report.facts import ReportFacts
from linkage.report.figures import Figures
from linkage.report.screen.family import Family
from linkage.report.screen.line import VOLUME
from linkage.words.figure import UNKNOWN
from linkage.words.month import last_day
from linkage.words.number_words import first_names, number_of
from linkage.words.publication import FIRST

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
    if silent := silent_names(figures, facts):
        told.append(
            f"{number_of(len(silent), 'provider')} of earlier months sent nothing ({first_names(silent, NAMED)})"
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
