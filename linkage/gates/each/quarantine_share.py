"""DID rows set aside as unusable, of all files together."""

from linkage.gates.facts import Facts
from linkage.gates.gate import Found, Gate


def share_set_aside(facts: Facts, least: int) -> Found | None:
    """Rows set aside as a share of those read."""
    read, aside = facts.ledger.rows_read, facts.ledger.rows_quarantined
    if read < least:
        return None
    share = aside / read if read else 0.0
    return Found(share, f"{aside:,} of {read:,} DID rows were set aside ({100 * share:.4g}%)")


GATE = Gate(
    name="max_quarantine_share",
    place=500,
    what="DID rows set aside, as a share of all that were read",
    setting="Share of DID rows set aside.",
    find=share_set_aside,
    warn=0.01,
    refuse=0.1,
)
