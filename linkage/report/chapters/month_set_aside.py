"""Imaging rows set aside for the month alone: a table of the internal report."""

from linkage.report.figures import Figures, count
from linkage.report.table import Kind, ShownColumn, ShownTable
from linkage.words.quarantine_words import reason_words

TABLE = "set_aside"


def month_set_aside_table(figures: Figures) -> ShownTable:
    """
    Reason, rows of the month, rows of no known month; empty when there are none.

    Releases of earlier versions do not count them, and numbers under control have none of them.
    """
    reasons = sorted({*figures.categories(TABLE, "month"), *figures.categories(TABLE, "no_month")})
    rows = [
        (
            reason_words(reason.partition(".")[2]),
            *(count(figures.cell(TABLE, part, reason, "records")) for part in ("month", "no_month")),
        )
        for reason in reasons
    ]
    return ShownTable(
        "month_set_aside",
        f"Imaging rows set aside: of {figures.period}, and of no known month",
        (
            ShownColumn("Reason"),
            ShownColumn(f"Test date in {figures.period}", Kind.COUNT),
            ShownColumn("No test date that can be read", Kind.COUNT),
        ),
        tuple(rows),
    )
