"""Whether a month is all there: who sent nothing, who sent far less, and how far hospital activity reaches."""

from linkage.report.coverage.sent import sent_of, under_codes_of_now
from linkage.report.coverage.submitters import is_silence_open, silent_names
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
        names = [facts.named(code) + since_first(figures, facts, code) for code in fewer]
        told.append(
            f"{number_of(len(fewer), 'provider')} sent far fewer events than before ({first_names(names, NAMED)})"
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


def since_first(figures: Figures, facts: ReportFacts, code: str) -> str:
    """That a provider's number is that of the first publication, where the month has another by now."""
    first = figures.series[FIRST, "provider", code, "match_rate"][-1].denominator
    now = [one.events.get(figures.period) for one in sent_of(figures, facts).everybody if one.code == code]
    return "" if now == [first] else " as first published"


def hospital_words(facts: ReportFacts) -> str:
    """How far hospital activity reaches, as a clause that follows a comma."""
    return f", hospital activity reaches until {facts.hospital_until}" if facts.hospital_until else ""


def is_delivery_open(figures: Figures, facts: ReportFacts, found: Family) -> bool:
    """Whether shared numbers leave open if a provider sent nothing, or far fewer events than before."""
    series = {
        category: [row.period for row in rows]
        for (table, breakdown, category, measure), rows in figures.series.items()
        if (table, breakdown, measure) == (FIRST, "provider", "match_rate") and category != UNKNOWN
    }
    compared = [
        found.of("provider", code, VOLUME)
        for code, in_months in series.items()
        if figures.period in in_months
    ]
    if any(min(in_months) < figures.period for in_months in series.values()) and any(
        one is None or one.is_named is None for one in compared
    ):
        return True
    return is_silence_open(under_codes_of_now(sent_of(figures, facts), facts.followed))
