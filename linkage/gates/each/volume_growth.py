"""
Events that grew suddenly: a file delivered twice under other keys, or another month's rows under this month.

After a month that was accepted with fewer events a whole one is no growth: it is held against what that fell from.
"""

from dataclasses import replace

from linkage.gates.comparison import fall_of_events
from linkage.gates.facts import Facts, MonthFacts
from linkage.gates.gate import Found, Gate


def growth(facts: Facts, least: int) -> Found | None:
    """The larger growth, against the month before and the month's own earlier publication."""
    compared = (fall_of_events(facts.now, before_the_fall(one), least) for one in facts.earlier)
    grown = [Found(max(-found.value, 0.0), found.told) for found in compared if found]
    return max(grown, key=lambda found: found.value, default=None)


def before_the_fall(earlier: MonthFacts) -> MonthFacts:
    """An earlier month with the events that it was accepted with fewer than."""
    if earlier.fell_from <= earlier.events:
        return earlier
    name = f"{earlier.fell_in} ({earlier.events:,} in {earlier.name}, whose fall was accepted)"
    return replace(earlier, events=earlier.fell_from, name=name)


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
