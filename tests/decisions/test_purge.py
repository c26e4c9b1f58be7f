"""Whoever opts out is named in no decision any more; that there was one stays, and so does what it keeps out."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkage.decisions.decision import Decision
from linkage.decisions.purge import purge, what_is_left
from linkage.decisions.standing import in_force, standing
from linkage.decisions.store import read, record
from linkage.engine.connection import Session
from linkage.engine.duckdb import DuckDBEngine
from linkage.errors import IntegrityError
from linkage.release import chained
from linkage.release.content import decisions_copy
from linkage.release.layout import Layout
from linkage.session.keys import Key
from tests.decisions.decided import decision, month_with, numbered
from tests.decisions.test_bearing import DECISIONS, FOUND
from tests.tables import rows

KEY = Key(bytes(range(32)))

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
"""
"""P9 has opted out; `gone` was taken out as theirs. A person in empty quotes is nobody of the index."""


@pytest.mark.parametrize("drawn", rows(LEFT), ids=[" ".join(map(str, one.values())) for one in rows(LEFT)])
def test_what_is_left_of_a_decision(drawn: dict[str, str | None]) -> None:
    """A line of the table; whatever is purged has no note any more."""
    one = decision(
        str(drawn["event"]), "7", str(drawn["answer"]), drawn["person"], str(drawn["reach"]), note="why"
    )
    left = what_is_left(one, {"P9"}, {"gone"}, stands=drawn["in force"] == "yes")
    person = {'""': ""}.get(str(drawn["person left"]), drawn["person left"])

    assert (left.event_id or None, left.person_id) == (drawn["event left"], person)
    assert left.note == (None if left.purged else "why")
    assert left.purged == (left != one)
    assert bool(in_force([left]).binding) == (drawn["binds"] == "yes")


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    """Four decisions, of which two name somebody who opts out, the last in the place of the first."""
    made = Layout(tmp_path)
    (first, *_) = record(
        made,
        [
            decision("e1", "11", person="P9", note="seen on the ward"),
            decision("e2", "12", "none", "P9"),
            decision("e3", "13"),
        ],
        KEY,
    )
    record(made, [decision("e1", "11", person="P9", reviewer="B", supersedes=(first.decision_id,))], KEY)
    return made


def test_nobody_is_named_and_nothing_is_lost(layout: Layout) -> None:
    """The store is whole, before and after more is written; ids, order and what is in force stay; once is enough."""
    before, stood = read(layout, KEY), standing(layout, KEY)

    assert purge(layout, KEY, {"P9"}, ()) == 3
    text = (layout.state / "decisions.jsonl").read_text("utf-8")
    assert not any(
        word in text for word in ("P9", "ward", '"11", "answer": "match", "reach": "event", "reviewer": "A"')
    )
    assert not decisions_copy.faults(layout.state / "decisions.jsonl")
    assert [one.decision_id for one in read(layout, KEY)] == [one.decision_id for one in before]
    assert [one.decision_id for one in standing(layout, KEY).decisions] == [
        one.decision_id for one in stood.decisions
    ]
    assert purge(layout, KEY, {"P9"}, ()) == 0

    again = record(layout, [decision("e3", "13"), decision("e4", "14")], KEY)
    assert len(read(layout, KEY)) == 5
    assert again[-1].event_id == "e4"
    assert not decisions_copy.faults(layout.state / "decisions.jsonl")


def test_the_last_line_too(layout: Layout) -> None:
    """What names the last line goes on doing so."""
    last = read(layout, KEY)[-1]
    purge(layout, KEY, {"P9"}, ())

    assert last.person_id == "P9"
    assert (layout.state / "decisions.end").read_text() == decisions_copy.line_digest(
        chained.lines(layout.state / "decisions.jsonl")[-1]
    )


@pytest.mark.parametrize(
    "changed", [{"answer": "none"}, {"event_id": "e9"}, {"reviewer": "C"}, {"seal": "0" * 64}]
)
def test_a_purged_line_changed_by_hand_is_found(layout: Layout, changed: dict[str, str]) -> None:
    """Nor can anybody without the key purge a line: its seal would be missing."""
    purge(layout, KEY, {"P9"}, ())
    path = layout.state / "decisions.jsonl"
    lines = [json.loads(line) for line in chained.lines(path)]
    path.write_text("".join(json.dumps(line) + "\n" for line in [{**lines[0], **changed}, *lines[1:]]))

    with pytest.raises(IntegrityError, match="line 1 does not say what was decided"):
        read(layout, KEY)


def test_a_copy_of_before_is_known(layout: Layout) -> None:
    """By its lines on decisions that are purged in the store; one made afterwards holds nobody."""
    for number in ("0001", "0002"):
        layout.secure_release(number).mkdir(parents=True)
        decisions_copy.back_up(layout, layout.secure_release(number))
        if number == "0001":
            assert not decisions_copy.names_purged(layout, number)
            purge(layout, KEY, {"P9"}, ())

    assert decisions_copy.names_purged(layout, "0001")
    assert not decisions_copy.names_purged(layout, "0002")
    assert not decisions_copy.names_purged(layout, "0003")


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
