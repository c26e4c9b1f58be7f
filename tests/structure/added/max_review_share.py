"""Events for review as a share of all. Made up for a test."""

from linkage.gates.facts import Facts
from linkage.gates.gate import Found, Gate


def review_share(facts: Facts, _: int) -> Found | None:
    """Those whose person nobody is sure of."""
    if not facts.ledger.events:
        return None
    return Found(facts.ledger.review / facts.ledger.events, f"{facts.ledger.review:,} events are for review")


GATE = Gate(
    name="max_review_share",
    place=1250,
    what="events for review, as a share of all",
    setting="Share of events for review.",
    find=review_share,
    warn=0.2,
)
