"""The chapter on headline rates with linkage error carried: one line and one table, internal."""

from linkage.relations.every import BY_CARE_SETTING
from linkage.report.chapters.chapter import Block, Chapter, Words
from linkage.report.facts import CarriedRate, ReportFacts
from linkage.report.table import Kind, ShownColumn, ShownTable

NAMED = {"around_admission": "around an admission", "no_contact": "no record beside it"}
CARE: dict[str, str] = {str(setting): NAMED.get(setting, setting) for setting in BY_CARE_SETTING}
"""The care that a primary relation speaks of, in words."""


def carried_chapter(facts: ReportFacts) -> Chapter:
    """The line and the table, or why there are none."""
    return Chapter("carried", "Headline rates with linkage error carried", tuple(blocks(facts)))


def blocks(facts: ReportFacts) -> list[Block]:
    """See carried_chapter."""
    if facts.disclosure is not None:
        return [
            Words(
                "Rates adjusted for linkage error are not part of the shareable report (disclosure control): they are "
                "of the exact links."
            )
        ]
    if isinstance(facts.carried, str):
        return [Words(f"No rate is adjusted: {facts.carried or 'this report was made without the links'}.")]
    return [Words(most_moved(facts.carried)), rates_table(facts.carried)]


def most_moved(rates: tuple[CarriedRate, ...]) -> str:
    """The rate that moves most, in one line."""
    rate = max(rates, key=lambda one: abs(one.adjusted - one.plain))
    inside = all(one.low <= one.plain <= one.high for one in rates)
    verdict = (
        "every plain rate lies within the interval of its adjusted one"
        if inside
        else "not every plain rate lies within the interval of its adjusted one: tell the adjusted ones"
    )
    return (
        f"What moves most when linkage error is carried is the share {CARE.get(rate.care, rate.care)}: "
        f"{100 * rate.plain:.2f}% of the links as they stand, {100 * rate.adjusted:.2f}% of the events whose person "
        f"is in HES; {verdict}."
    )


def rates_table(rates: tuple[CarriedRate, ...]) -> ShownTable:
    """Care, plain and adjusted share, and the interval."""
    return ShownTable(
        "carried",
        "Share of events by the care that their primary relation speaks of",
        (
            ShownColumn("Care"),
            *(ShownColumn(name, Kind.SHARE) for name in ("Links as they stand", "Adjusted", "From", "To")),
        ),
        tuple((CARE.get(one.care, one.care), one.plain, one.adjusted, one.low, one.high) for one in rates),
        note="Adjusted: of events whose person is in HES, found or not, for links expected to be wrong and people not "
        "found; 95% interval by person. It takes events that are missed for like those found in the same setting, with "
        "or without an NHS number.",
    )
