"""The match rate itself; no limit by default, since it depends on what hospital records a job has."""

from linkage.gates.gate import Found, Gate

GATE = Gate(
    name="min_match_rate",
    place=1200,
    what="match rate of the month",
    setting="Match rate of the month.",
    find=lambda facts, _: Found(
        facts.ledger.matched_share, f"the match rate is {100 * facts.ledger.matched_share:.4g}%"
    ),
    is_floor=True,
)
