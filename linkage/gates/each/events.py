"""Events of the month, against a number that the job names; no limit by default, since jobs differ in size."""

from linkage.gates.gate import Found, Gate

GATE = Gate(
    name="min_events",
    place=1600,
    what="events of the month",
    setting="Events of the month.",
    find=lambda facts, _: Found(facts.ledger.events, f"the month has {facts.ledger.events:,} events"),
    is_floor=True,
    is_share=False,
)
