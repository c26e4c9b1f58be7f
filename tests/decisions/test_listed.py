"""How a decision is listed: as the run that took it up found it, else by what is to come."""

import pytest

from linkage.commands.decide.listed import listed
from linkage.decisions.decision import Decision
from linkage.decisions.standing import Standing
from tests.decisions.decided import decision, numbered
from tests.tables import Row, rows

SITUATIONS = """
    decisions                        | taken up                     | states
    ---------------------------------+------------------------------+----------------------------
    e1 match P1                      |                              | waits
    e9 match P1                      |                              | no_event
    e1 match P1, e1 none             |                              | contradictory contradictory
    e1 match P7, e1 none             | person_gone apart            | person_gone apart
    e1 match P7, e1 none             | person_gone                  | person_gone waits
    e1 match P1, e1 match P2         | contradictory contradictory  | contradictory contradictory
    e1 match P1, e1 match P2         | linked                       | linked contradictory
    e9 match P1, e9 none             |                              | no_event no_event
    e1 match P1*, e2 none            |                              | contradictory contradictory
    e1 match P1*, e9 none            |                              | waits no_event
    e1 cannot_tell, e1 match P1      |                              | cannot_tell waits
"""
"""All of one identity; e9 is in no month of the release, as events of somebody who has opted out; * reaches it all."""


def drawn_decision(text: str) -> Decision:
    """One decision."""
    event, answer, *person = text.replace("*", "").split()
    reach = "identity" if "*" in text else "event"
    return decision(event, answer=answer, person=person[0] if person else None, reach=reach)


@pytest.mark.parametrize("drawn", rows(SITUATIONS), ids=lambda one: f"{one['decisions']}: {one['taken up']}")
def test_states(drawn: Row) -> None:
    decisions = numbered(map(drawn_decision, str(drawn["decisions"]).split(", ")))
    states = str(drawn["taken up"] or "").split()
    seen = {one.decision_id: [("2019-11", state)] for one, state in zip(decisions, states, strict=False)}

    found = listed(Standing(tuple(decisions)), seen, {"e1", "e2"})

    assert [one.state for one in found] == str(drawn["states"]).split()
