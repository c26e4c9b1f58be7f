"""Events that grew suddenly: a file delivered twice under other keys, or another month's rows under this month."""

from linkage.gates.comparison import fall_of_events
from linkage.gates.facts import Facts
from linkage.gates.gate import Found, Gate


def growth(facts: Facts, least: int) -> Found | None:
    """The larger growth, against the month before and the month's own earlier publication."""
    compared = (fall_of_events(facts.now, one, least) for one in facts.earlier)
    grown = [Found(max(-found.value, 0.0), found.told) for found in compared if found]
    return max(grown, key=lambda found: found.value, default=None)


GATE = Gate(
    name="volume_growth",
    place=300,
    what="growth of the month's events against the month before, or its own earlier publication",
    setting="Growth of events against either.",
    find=growth,
    warn=0.5,
    may_exceed_one=True,
    needs_past=True,
)
