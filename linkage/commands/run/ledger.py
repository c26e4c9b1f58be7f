"""
The ledger: every row that came in is somewhere, checked on every run.

    rows_read               = rows_accepted + rows_quarantined            for each file
    rows_accepted (DID)     = events + other_month + superseded + opted_out + key_conflict
    events                  = linked + review + unlinked = rows of links
"""

from dataclasses import dataclass

from linkage.engine.base import Engine
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


def read_ledger(engine: Engine, month: str) -> Ledger:
    """The ledger of a run, each figure counted from its own table: input_file, event_version, key_conflict, links."""
    read, accepted, quarantined = engine.rows(
        "select sum(rows_read), sum(rows_accepted), sum(rows_quarantined) from input_file where dataset = 'did'"
    )[0]
    latest, other, superseded = engine.rows(f"""
        select count(case when is_latest and test_month = '{month}' then 1 end),
            count(case when is_latest and test_month <> '{month}' then 1 end),
            count(case when not is_latest then 1 end)
        from event_version""")[0]
    status = {
        str(name): int(str(rows))
        for name, rows in engine.rows("select status, count(*) from links group by 1")
    }
    opted_out = int(str(engine.scalar("select count(*) from opted_out_event")))
    return Ledger(
        rows_read=int(str(read or 0)),
        rows_quarantined=int(str(quarantined or 0)),
        rows_accepted=int(str(accepted or 0)),
        other_month=int(str(other)),
        superseded=int(str(superseded)),
        opted_out=opted_out,
        events=int(str(latest)) - opted_out,
        linked=status.get("linked", 0),
        review=status.get("review", 0),
        unlinked=status.get("unlinked", 0),
        key_conflict=int(str(engine.scalar("select count(*) from key_conflict"))),
    )


def other_months(engine: Engine, month: str) -> dict[str, int]:
    """Accepted rows that count for another month, by that month."""
    return {
        str(name): int(str(rows))
        for name, rows in engine.rows(f"""
            select test_month, count(*) from event_version
            where is_latest and test_month <> '{month}' group by test_month order by test_month""")
    }
