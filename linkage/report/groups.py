"""Match rate by whatever an event can be counted by, and for whom links are missing more often than chance explains."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import sqrt

from linkage.config.codes import read
from linkage.figure import Figure
from linkage.report.chapter import Chapter, Words
from linkage.report.facts import ReportFacts
from linkage.report.figures import Figures, count, share, whole
from linkage.report.table import Cell, Column, Kind, Table

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

PEOPLE = ("sex", "age_band", "ethnic_group", "deprivation", "source_setting")
"""Breakdowns that say whose events they are."""
BEYOND_CHANCE = 3.0
"""Standard deviations from the rate of all the other events."""
WORSE = 1.25
"""A group is named when its unmatched rate is at least this many times that of the others."""
CODED = ("source_setting", "sex")


@dataclass(frozen=True)
class Group:
    """A group of events whose unmatched rate is higher than that of the others."""

    name: str
    unmatched: int
    events: int
    others: float
    """Unmatched share of all other events."""

    @property
    def rate(self) -> float:
        """Unmatched share."""
        return self.unmatched / self.events

    @property
    def told(self) -> str:
        """The group with its rate and that of the others, in words."""
        return f"{self.name} ({100 * self.rate:.2f}% unmatched, others {100 * self.others:.2f}%)"


def groups_chapter(figures: Figures, facts: ReportFacts) -> Chapter:
    """A sentence, and a table for each breakdown."""
    found = worse_groups(figures)
    reading = (
        "Links are missing more often than chance explains for: "
        + "; ".join(group.told for group in found)
        + "."
        if found
        else "No group of sex, age, ethnic group, deprivation or setting is unmatched more often than chance explains."
    )
    tables = [
        table
        for name, title in BREAKDOWNS.items()
        if (table := breakdown_table(figures, facts, name, title)).rows
    ]
    return Chapter("groups", "For whom links are missing", (Words(reading), *tables))


def breakdown_table(figures: Figures, facts: ReportFacts, breakdown: str, title: str) -> Table:
    """Category, events, linked, match rate and review rate."""

    def row(category: str) -> tuple[Cell, ...]:
        rate, review = (
            figures.cell("match_rate_by", breakdown, category, measure)
            for measure in ("match_rate", "review_rate")
        )
        return (labelled(facts, breakdown, category), whole(rate), count(rate), share(rate), share(review))

    known = figures.categories("match_rate_by", breakdown)
    shown, note = most_unlinked(figures, known) if breakdown == "site" and len(known) > SITES else (known, "")
    return Table(
        f"match_rate_{breakdown}",
        f"Match rate by {title}",
        (
            Column(title[0].upper() + title[1:]),
            Column("Events", Kind.COUNT),
            Column("Linked", Kind.COUNT),
            Column("Match rate", Kind.SHARE),
            Column("For review", Kind.SHARE),
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
    told = f" Left out because their numbers are hidden: {hidden:,}." if hidden else ""
    return tuple(chosen), f"The sites with the most events without a person, {SITES} at most.{told}"


def labelled(facts: ReportFacts, breakdown: str, category: str) -> str:
    """A category with its meaning where it is a code, and its name where it is a provider."""
    if breakdown == "provider":
        return facts.named(category)
    if breakdown not in CODED:
        return category
    meanings = {row["code"]: row["meaning"] for row in read(breakdown)}
    return f"{category} {meanings[category]}" if category in meanings else category


def worse_groups(figures: Figures) -> list[Group]:
    """Groups of people unmatched more often than the others, beyond chance; the worst first, one a breakdown."""
    whole = figures.cell("match_rate_by", "month", figures.period, "match_rate")
    found = []
    for breakdown in PEOPLE:
        rates = [
            figures.cell("match_rate_by", breakdown, category, "match_rate")
            for category in figures.categories("match_rate_by", breakdown)
        ]
        held = whole_beside(rates, whole)
        candidates = [group for rate in rates if (group := _against_others(breakdown, rate, held))]
        found += sorted(candidates, key=lambda group: (-group.rate, group.name))[:1]
    return sorted(found, key=lambda group: (-group.rate, group.name))


def whole_beside(rates: Sequence[Figure], whole: Figure) -> Figure:
    """The month's whole; what a breakdown adds up to where it stands from an earlier release and the whole does not."""
    if all(rate.from_release == whole.from_release for rate in rates):
        return whole
    linked, events = (
        sum(counts) for counts in zip(*((r.numerator or 0, r.denominator or 0) for r in rates), strict=True)
    )
    return replace(whole, numerator=linked, denominator=events)


def _against_others(breakdown: str, rate: Figure, whole: Figure) -> Group | None:
    """A group, if it is worse off than the rest of the month's events; None also where one of the two is hidden."""
    if None in {rate.numerator, rate.denominator, whole.numerator, whole.denominator}:
        return None
    events, unmatched = rate.denominator or 0, (rate.denominator or 0) - (rate.numerator or 0)
    others = (whole.denominator or 0) - events
    missing = max((whole.denominator or 0) - (whole.numerator or 0) - unmatched, 0)
    if events <= 0 or others <= 0:
        return None
    pooled = (unmatched + missing) / (events + others)
    deviation = sqrt(pooled * (1 - pooled) * (1 / events + 1 / others))
    group = Group(told(breakdown, rate.category), unmatched, events, missing / others)
    beyond = deviation and (group.rate - group.others) / deviation > BEYOND_CHANCE
    return group if beyond and group.rate > WORSE * group.others else None


def told(breakdown: str, category: str) -> str:
    """A group in words, such as age at test 90+."""
    label = category
    if breakdown in CODED:
        meanings = {row["code"]: row["meaning"] for row in read(breakdown)}
        label = meanings.get(category, category)
    return f"{BREAKDOWNS[breakdown].partition(',')[0]} {label}"
