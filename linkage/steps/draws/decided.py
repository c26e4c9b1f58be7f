"""What reviewers decided, as draws take it: nothing they settled is drawn, and nobody they ruled out."""


def settled_event_sql() -> str:
    """One row per event of which a reviewer settled whose it is: it is as published in every draw."""
    return "select event_id from decided_event where is_settled"


def ruled_out_sql() -> str:
    """One row per event and person whom a reviewer ruled out: a draw of that person is nobody for the event."""
    return """
        select distinct event_id, person_id
        from bearing_decision
        where outcome = 'bears' and answer = 'none' and person_id is not null"""
