"""Events of the month against the month before. Real months differ by 10 to 15%; April 2020 fell to a third."""

from linkage.gates.comparison import fall_of_events
from linkage.gates.gate import Gate

GATE = Gate(
    name="volume_drop",
    place=100,
    what="fall of the month's events against the month before",
    setting="Fall of events against the month before.",
    find=lambda facts, least: fall_of_events(facts.now, facts.before, least),
    warn=0.25,
    refuse=0.5,
    needs_past=True,
)
