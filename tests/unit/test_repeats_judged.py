"""Repeats held against the examinations of a truth, as a table of events."""

import pytest

from linkage.commands.evaluate.repeats import RepeatAgreement, repeat_agreement
from linkage.engine.duckdb import DuckDBEngine
from tests.tables import rows

EVENTS = """
    event | status   | examination | is_repeat
    ------+----------+-------------+----------
    E1    | linked   | X1          | no
    E2    | linked   | X1          | yes
    E3    | linked   | X2          | no
    E4    | linked   | X2          | no
    E5    | linked   | X3          | yes
    E6    | linked   | X4          | yes
    E7    | linked   | X4          | yes
    E8    | linked   | X5          | no
    E9    | unlinked | X5          | no
"""
"""One told and true; one missed; a second film told; of two records both told; the other record of one not linked."""


@pytest.mark.parametrize(
    ("named", "found"),
    [(True, RepeatAgreement(true=3, told=4, right=2)), (False, None)],
    ids=["named", "none"],
)
def test_what_is_told_is_held_against_what_is_one(named: bool, found: RepeatAgreement | None) -> None:
    """Never all events of an examination are repeats; without examinations nothing is judged."""
    engine = DuckDBEngine()
    cases = rows(EVENTS)
    engine.load(
        "judged", {"event_id": "text", "status": "text"}, [(row["event"], row["status"]) for row in cases]
    )
    engine.load(
        "truth",
        {"event_id": "text", "examination": "text"},
        [(row["event"], row["examination"] if named else None) for row in cases],
    )
    engine.load(
        "released_events",
        {"event_id": "text", "is_repeat": "boolean"},
        [(row["event"], row["is_repeat"] == "yes") for row in cases],
    )

    assert repeat_agreement(engine) == found
    engine.close()
