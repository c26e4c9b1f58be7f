"""The flow of a month as a table that reconciles: every row received is somewhere."""

from linkage.errors import IntegrityError
from linkage.ledger import Ledger
from linkage.report.figures import Figures
from linkage.report.rank_table import RankDescription

REASONS = {
    "field_count": "wrong number of fields",
    "encoding": "not UTF-8 text",
    "site_missing": "no site code",
    "accession_missing": "no accession number",
    "test_date_missing": "no test date",
    "test_date_invalid": "test date cannot be read",
    "record_key_missing": "no record key",
}


def flow_rows(
    ledger: Ledger, quarantine: dict[str, int], figures: Figures, ranks: tuple[RankDescription, ...]
) -> tuple[tuple[str, int, int], ...]:
    """
    What, rows, and depth (a row of depth 1 is part of the one above it).

    Raises IntegrityError unless the boxes of each depth add up to the one they are part of.
    """
    ledger.check()
    by_rank = [
        (
            f"linked at rank {rank.rank}",
            figures.cell("match_rank", "rank", rank.rank, "records").numerator or 0,
        )
        for rank in ranks
    ]
    if sum(quarantine.values()) != ledger.rows_quarantined or sum(n for _, n in by_rank) != ledger.linked:
        raise IntegrityError("the report's flow does not reconcile with the ledger; nothing was published")
    return (
        ("Rows received", ledger.rows_read, 0),
        *(
            ("set aside: " + REASONS.get(reason, reason), rows, 1)
            for reason, rows in sorted(quarantine.items())
        ),
        ("Rows accepted", ledger.rows_accepted, 0),
        ("of other months", ledger.other_month, 1),
        ("superseded by a later row", ledger.superseded, 1),
        ("opted out", ledger.opted_out, 1),
        ("Events of the month", ledger.events, 0),
        *((name, rows, 1) for name, rows in by_rank),
        ("for review", ledger.review, 1),
        ("unlinked", ledger.unlinked, 1),
    )
