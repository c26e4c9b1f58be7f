"""What must hold before a month is published: it has events, they add up, and the gates hold."""

from collections.abc import Mapping

from linkage.engine.base import Engine
from linkage.errors import NoEventError
from linkage.tables.ledger import other_months, read_ledger
from linkage.words.ledger import Ledger


def balanced_ledger(engine: Engine, month: str) -> Ledger:
    """The ledger, checked; NoEventError when the month has no event at all."""
    ledger = read_ledger(engine, month)
    ledger.check()
    if ledger.events + ledger.opted_out == 0:
        raise no_event(month, other_months(engine, month), ledger.key_conflict)
    return ledger


def no_event(month: str, others: Mapping[str, int], key_conflicts: int = 0) -> NoEventError:
    """The refusal of a month that the files hold nothing of, though they may hold events of `others`."""
    held = ", ".join(f"{name} ({rows:,})" for name, rows in others.items())
    advice = f"they hold {held}: give --month one of these" if held else "every row was set aside"
    if key_conflicts:
        advice += (
            f"; {key_conflicts:,} row(s) of any month bear a site and accession number of several people"
        )
    return NoEventError(f"the DID files hold no event with a test date in {month}; {advice}")
