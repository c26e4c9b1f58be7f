"""
What reviewers decided, as draws take it: nothing they settled is drawn, and nobody they ruled out.

There is no decision of a reviewer yet, so that both tables are empty; whoever brings decisions gives them their rows.
"""


def settled_event_sql() -> str:
    """One row per event of which a reviewer settled whose it is: it is as published in every draw."""
    return "select event_id from event where false"


def ruled_out_sql() -> str:
    """One row per event and person whom a reviewer ruled out: a draw of that person is nobody for the event."""
    return "select event_id, cast(null as string) as person_id from event where false"
