"""Match rate by whatever an event can be counted by."""

from collections.abc import Iterable

from linkage.report.chapters.chapter import Chapter, Words
from linkage.report.facts import ReportFacts
from linkage.report.figures import Figures, count, share, whole
from linkage.report.screen.group_words import with_meaning
from linkage.report.screen.why import why_table
from linkage.report.screen.worse_words import why_words, worse_words
from linkage.report.table import Kind, ShownCell, ShownColumn, ShownTable
from linkage.report.worse import judged

BREAKDOWNS = {
    "month": "month",
    "sex": "sex",
    "age_band": "age at test",
    "ethnic_group": "ethnic group",
    "deprivation": "deprivation decile, 01 the most deprived",
    "source_setting": "patient source setting",
    "modality": "modality",
    "nhs_number_status": "NHS number status as submitted",
    "nhs_number_state": "state of the NHS number",
    "provider": "imaging provider",
    "site": "site",
}
SITES = 20
"""Sites shown: those with the most events without a person. All of them are in the statistics."""


def groups_chapter(figures: Figures, facts: ReportFacts) -> Chapter:
    """A sentence, and a table for each breakdown."""
    found = judged(figures, facts.disclosure)
    reading = [Words(words) for words in (worse_words(found), why_words(found)) if words]
    why = why_table(found)
    tables = [
        table
        for name, title in BREAKDOWNS.items()
        if (table := breakdown_table(figures, facts, name, title)).rows
    ]
    return Chapter("groups", "For whom links are missing", (*reading, *([why] if why.rows else []), *tables))


def breakdown_table(figures: Figures, facts: ReportFacts, breakdown: str, title: str) -> ShownTable:
    """Category, events, linked, match rate and review rate."""

    def row(category: str) -> tuple[ShownCell, ...]:
        rate, review = (
            figures.cell("match_rate_by", breakdown, category, measure)
            for measure in ("match_rate", "review_rate")
        )
        return (labelled(facts, breakdown, category), whole(rate), count(rate), share(rate), share(review))

    known = figures.categories("match_rate_by", breakdown)
    shown, note = most_unlinked(figures, known) if breakdown == "site" and len(known) > SITES else (known, "")
    return ShownTable(
        f"match_rate_{breakdown}",
        f"Match rate by {title}",
        (
            ShownColumn(title[0].upper() + title[1:]),
            ShownColumn("Events", Kind.COUNT),
            ShownColumn("Linked", Kind.COUNT),
            ShownColumn("Match rate", Kind.SHARE),
            ShownColumn("For review", Kind.SHARE),
        ),
        tuple(map(row, shown)),
        note=note,
    )


def most_unlinked(figures: Figures, sites: Iterable[str]) -> tuple[tuple[str, ...], str]:
    """The sites with the most events without a person, the largest first, and how they were chosen."""
    rates = {site: figures.cell("match_rate_by", "site", site, "match_rate") for site in sites}
    unlinked = {
        site: rate.denominator - rate.numerator
        for site, rate in rates.items()
        if rate.numerator is not None and rate.denominator is not None
    }
    chosen = sorted(unlinked, key=lambda site: (-unlinked[site], site))[:SITES]
    hidden = len(rates) - len(unlinked)
    left_out = f" Left out because their numbers are hidden: {hidden:,}." if hidden else ""
    return tuple(chosen), f"The sites with the most events without a person, {SITES} at most.{left_out}"


def labelled(facts: ReportFacts, breakdown: str, category: str) -> str:
    """A category with its meaning where it is a code, and its name where it is a provider."""
    if breakdown == "provider":
        return facts.named(category)
    return with_meaning(breakdown, category)
