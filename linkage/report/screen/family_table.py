"""The comparisons of a month that are named, as a table: what to look into, with how sure it is."""

from linkage.report.facts import ReportFacts
from linkage.report.screen.family import Compared, Family
from linkage.report.screen.family_words import MEANING, subject, value_words
from linkage.report.table import Kind, ShownCell, ShownColumn, ShownTable

SURE = 0.0001
"""Chances below this are shown as below it."""


def family_tables(found: Family, facts: ReportFacts) -> list[ShownTable]:
    """One table; none where nothing is named."""
    if not found.named:
        return []
    names = ("Whose", "What", "This month", "Before", "Since", "Chance")
    return [
        ShownTable(
            "compared",
            "Rates of the month that are further from their own earlier months than chance explains",
            (*map(ShownColumn, names), ShownColumn("Months before", Kind.COUNT)),
            tuple(row_of(one, facts) for one in found.named),
            note=MEANING,
        )
    ]


def row_of(one: Compared, facts: ReportFacts) -> tuple[ShownCell, ...]:
    """A comparison with its numbers; of rounded ones the largest that its chance may be."""
    chance = one.span[1]
    return (
        subject(one, facts),
        one.line.words,
        value_words(one, one.value),
        value_words(one, one.departure.before),
        one.departure.since,
        f"below {SURE:g}" if chance < SURE else f"{chance:.4f}",
        one.departure.months,
    )
