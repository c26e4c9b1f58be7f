"""A fall of the match rate since the publication that the month is held against, in points of a share."""

from linkage.gates.facts import Facts
from linkage.gates.gate import Found, Gate


def rate_fall(facts: Facts, least: int) -> Found | None:
    """How far the match rate fell; below 0 where it rose."""
    before = facts.past_match_rate
    if before is None or min(facts.past_events, facts.ledger.events) < least:
        return None
    now = facts.ledger.matched_share
    return Found(before - now, f"the match rate is {100 * now:.4g}%, and was {100 * before:.4g}%")


GATE = Gate(
    name="max_match_rate_drop",
    place=1100,
    what="fall of the match rate, in points, since the month before or since the month was last published",
    setting="Fall of the match rate since the month before.",
    find=rate_fall,
    warn=0.05,
    needs_past=True,
)
