"""Events of the month against its own earlier publication. Late submissions add some 10%; hardly any are taken back."""

from linkage.gates.comparison import fall_of_events
from linkage.gates.gate import Gate

GATE = Gate(
    name="restatement_drop",
    place=200,
    what="fall of the month's events against its own earlier publication",
    setting="Fall of events against the month's own earlier publication.",
    find=lambda facts, least: fall_of_events(facts.now, facts.own, least),
    warn=0.05,
    refuse=0.5,
    needs_past=True,
)
