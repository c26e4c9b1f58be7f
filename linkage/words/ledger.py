"""
The ledger: every row that came in is somewhere, checked on every run.

    rows_read               = rows_accepted + rows_quarantined            for each file
    rows_accepted (DID)     = events + other_month + superseded + opted_out + key_conflict
    rows_accepted (HES)     = rows_replaced + rows_withdrawn              for each file that another takes the place of
    events                  = linked + review + unlinked = rows of links
"""

from dataclasses import dataclass

from linkage.errors import IntegrityError


@dataclass(frozen=True)
class Ledger:
    """Counts of DID rows and events; whole numbers."""

    rows_read: int
    rows_quarantined: int
    rows_accepted: int
    other_month: int
    superseded: int
    opted_out: int
    events: int
    linked: int
    review: int
    unlinked: int
    key_conflict: int = 0

    @property
    def matched_share(self) -> float:
        """Match rate: linked events as a share of all; 0 without events."""
        return self.linked / self.events if self.events else 0.0

    def check(self) -> None:
        """Raise IntegrityError, naming the line that does not add up and by how much."""
        sums = {
            "rows_read = rows_accepted + rows_quarantined": self.rows_read
            - self.rows_accepted
            - self.rows_quarantined,
            "rows_accepted = events + other_month + superseded + opted_out + key_conflict": self.rows_accepted
            - self.events
            - self.other_month
            - self.superseded
            - self.opted_out
            - self.key_conflict,
            "events = linked + review + unlinked": self.events - self.linked - self.review - self.unlinked,
        }
        for line, difference in sums.items():
            if difference:
                raise IntegrityError(
                    f"the ledger does not balance: {line} is out by {difference:,}; nothing was published. "
                    "This is a fault in the program: please report it with this line"
                )
