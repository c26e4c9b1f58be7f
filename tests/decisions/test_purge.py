"""Whoever opts out is named in no decision any more; that there was one stays, and so does what it keeps out."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkage.decisions.decision import Decision
from linkage.decisions.purge import what_is_left
from linkage.decisions.standing import in_force
from linkage.engine.connection import Session
from linkage.engine.duckdb import DuckDBEngine
from tests.decisions.decided import decision, month_with, numbered
from tests.decisions.test_bearing import DECISIONS, FOUND
from tests.tables import rows

LEFT = """
    answer | person | reach    | event | in force | event left | person left | binds
    -------+--------+----------+-------+----------+------------+-------------+------
    match  | P9     | event    | e1    | yes      | e1         |             | yes
    match  | P9     | identity | e1    | yes      | e1         |             | yes
    match  | P9     | event    | e1    | no       |            |             | no
    none   | P9     | event    | e1    | yes      | e1         | ""          | yes
    none   | P9     | event    | e1    | no       |            |             | no
    none   |        | event    | gone  | yes      |            |             | no
    match  | P1     | event    | gone  | yes      |            |             | no
    match  | P1     | identity | gone  | yes      | gone       | P1          | yes
    match  | P1     | event    | e1    | yes      | e1         | P1          | yes
    match  | P9     | event    | gone  | yes      | gone       |             | yes
    none   | P9     | event    | gone  | yes      |            |             | no
    none   | P9     | identity | gone  | yes      |            |             | no
"""
"""P9 has opted out; `gone` was taken out as theirs. A person in empty quotes is nobody of the index."""

LEFT_AGAIN = """
    answer | person | reach    | event | in force | event left | person left | binds
    -------+--------+----------+-------+----------+------------+-------------+------
    match  |        | event    | gone  | yes      | gone       |             | yes
    match  |        | identity | gone  | yes      | gone       |             | yes
    match  |        | event    | gone  | no       |            |             | no
    match  |        | event    | e1    | yes      | e1         |             | yes
    none   | ""     | event    | gone  | yes      |            |             | no
    none   | ""     | identity | gone  | yes      |            |             | no
    none   | ""     | event    | gone  | no       |            |             | no
    none   | ""     | event    | e1    | yes      | e1         | ""          | yes
    none   |        | event    |       | no       |            |             | no
"""
"""What an earlier purge left, once more: somebody else has opted out since, and `gone` was taken out as theirs."""
BLANK = {'""': "", None: None}


@pytest.mark.parametrize("drawn", rows(LEFT), ids=[" ".join(map(str, one.values())) for one in rows(LEFT)])
def test_what_is_left_of_a_decision(drawn: dict[str, str | None]) -> None:
    """A line of the table; whatever is purged has no note any more."""
    one = decision(
        str(drawn["event"]), "7", str(drawn["answer"]), drawn["person"], str(drawn["reach"]), note="why"
    )
    left = what_is_left(one, {"P9"}, {"gone"}, stands=drawn["in force"] == "yes")
    person = BLANK.get(drawn["person left"], drawn["person left"])

    assert (left.event_id or None, left.person_id) == (drawn["event left"], person)
    assert left.note == (None if left.purged else "why")
    assert (left.identity_id == "7") == bool(left.event_id)
    assert left.purged == (left != one)
    assert bool(in_force([left]).binding) == (drawn["binds"] == "yes")


@pytest.mark.parametrize(
    "drawn", rows(LEFT_AGAIN), ids=[" ".join(map(str, one.values())) for one in rows(LEFT_AGAIN)]
)
def test_what_is_left_of_what_was_purged(drawn: dict[str, str | None]) -> None:
    """A line of the table: what keeps its event out goes on doing so, all else is nothing once its event is gone."""
    person = BLANK.get(drawn["person"], drawn["person"])
    one = decision(
        str(drawn["event"] or ""), "7", str(drawn["answer"]), person, str(drawn["reach"]), purged=True
    )
    left = what_is_left(one, {"P8"}, {"gone"}, stands=drawn["in force"] == "yes")

    kept = BLANK.get(drawn["person left"], drawn["person left"])
    assert (left.event_id or None, left.person_id, left.purged) == (drawn["event left"], kept, True)
    assert what_is_left(left, {"P8"}, {"gone"}, stands=drawn["in force"] == "yes") == left
    assert bool(in_force([left]).binding) == (drawn["binds"] == "yes")


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDBEngine]:
    """One database for all."""
    made = DuckDBEngine(Session(threads=1))
    yield made
    made.close()


@settings(max_examples=40, deadline=None)
@given(
    st.lists(FOUND, min_size=2, max_size=2),
    st.lists(st.sampled_from("12"), min_size=3, max_size=3),
    st.lists(DECISIONS, max_size=5),
)
def test_a_month_that_is_linked_again_comes_out_as_before(
    engine: DuckDBEngine, found: list[str], identities: list[str], decided: list[Decision]
) -> None:
    """Law: while somebody stays on the list, links by what is left of decisions are those by what they said."""
    of = {str(place): one.split() for place, one in enumerate(found, start=1)}
    events = [
        (f"e{place}", identity, of[identity][0], (*of[identity], None)[1])
        for place, identity in enumerate(identities, start=1)
    ]
    decided = numbered(decided)
    month_with(engine, events, decided, {"P2"})
    before = engine.rows("select event_id, status, person_id from links order by 1")
    gone = {str(event) for (event,) in engine.rows("select event_id from opted_out_event")}
    left = [what_is_left(one, {"P2"}, gone, stands=True) for one in decided]

    month_with(engine, events, in_force(left).binding, {"P2"})

    assert engine.rows("select event_id, status, person_id from links order by 1") == before
    assert not [one for one in left if one.person_id == "P2"]
    assert all(
        replace(one, purged=False) != two or one == two for one, two in zip(left, decided, strict=True)
    )
