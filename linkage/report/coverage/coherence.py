"""Whether the numbers agree with one another, and links with what events and hospital records say."""

from linkage.report.figures import Figures, share
from linkage.report.table import Kind, ShownCell, ShownColumn, ShownTable, written

RATE = "match_rate_by"
OF_SOME = ("nhs_number_state",)
"""Breakdowns that need not speak of every event."""


def coherence_table(figures: Figures) -> ShownTable:
    """Check, and what was found; sums are of exact numbers, and told inside alone."""
    rows: list[tuple[str, ShownCell]] = []
    if not figures.is_controlled:
        rows += [
            ("Events of every breakdown add up to the events of the month", breakdowns_words(figures)),
            ("Links of all ranks add up to the links", ranks_words(figures)),
        ]
    elsewhere = figures.cell("concordance", "month", figures.period, "concordant")
    rows += [
        ("Links whose person was where the setting says", written(share(elsewhere), Kind.SHARE)),
        ("Links with a sign of a wrong person", written(signs(figures), Kind.SHARE)),
    ]
    return ShownTable(
        "coherence",
        "Coherence: do the numbers agree with one another",
        (ShownColumn("Check"), ShownColumn("Found")),
        tuple(rows),
        note="Setting and signs by kind stand in the chapter Care around the imaging. That each row received is "
        "somewhere is checked by every run, which else publishes nothing.",
    )


def breakdowns_words(figures: Figures) -> str:
    """Yes, or the breakdowns whose categories do not add up."""
    wrong = [
        name
        for name in figures.breakdowns(RATE)
        if name not in OF_SOME and events_by(figures, name) != events_by(figures, "month")
    ]
    return f"no: {', '.join(wrong)}" if wrong else "yes"


def events_by(figures: Figures, breakdown: str) -> int:
    """Events of all categories of a breakdown."""
    return sum(
        row.denominator or 0
        for row in figures.of(RATE)
        if (row.breakdown, row.measure) == (breakdown, "match_rate")
    )


def ranks_words(figures: Figures) -> str:
    """Whether the links by rank are all links."""
    by_rank = sum(
        row.numerator or 0
        for row in figures.of("match_rank")
        if (row.breakdown, row.measure) == ("rank", "records")
    )
    return (
        "yes"
        if by_rank == figures.cell("match_rank", "total", "matched", "records").numerator
        else "no: see Match rank"
    )


def signs(figures: Figures) -> ShownCell:
    """The share of links that bear any sign of a wrong person."""
    return share(figures.cell("implausible", "month", figures.period, "any"))
