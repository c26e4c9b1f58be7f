"""Which decisions bear on which events, which can be gone by, and what they do to what was found."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkage.decisions.decision import Decision
from linkage.engine.duckdb import DuckDBEngine
from tests.decisions.decided import PEOPLE, Found, decision, month_with, numbered
from tests.tables import rows


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDBEngine]:
    """One database for all."""
    made = DuckDBEngine()
    yield made
    made.close()


def drawn_decisions(text: str) -> list[Decision]:
    """Decisions written as A match P1; B none, on e1 of identity 1; * reaches all of it, @ is of identity 9."""
    found = []
    for one in text.split("; "):
        reviewer, answer, *person = one.replace("*", "").replace("@", "").split()
        found.append(
            decision(
                identity="9" if "@" in one else "1",
                answer=answer,
                person=person[0] if person else None,
                reach="identity" if "*" in one else "event",
                reviewer=reviewer,
            )
        )
    return numbered(found)


SITUATIONS = """
    found    | decisions                       | e1         | e2         | outcomes
    ---------+---------------------------------+------------+------------+----------------------------
    P1       | A match P1                      | P1 rank    | P1 rank    | bears
    P1       | A match P2                      | P2 decision| P1 rank    | bears
    P1       | A match P2*                     | P2 decision| P2 decision| bears bears
    review   | A match P2                      | P2 decision| review     | bears
    unlinked | A match P2; B match P2          | P2 decision| unlinked   | bears bears
    P1       | A none                          | - decision | P1 rank    | bears
    P1       | A none*                         | - decision | - decision | bears bears
    review   | A none                          | - decision | review     | bears
    unlinked | A none                          | unlinked   | unlinked   | bears
    P1       | A none P1                       | - decision | P1 rank    | bears
    P1       | A none P2                       | P1 rank    | P1 rank    | bears
    P1       | A none P1; B none P2            | - decision | P1 rank    | bears bears
    P1       | A match P2; B none P1           | P2 decision| P1 rank    | bears bears
    P1       | A match P2; B match P3          | P1 rank    | P1 rank    | contradictory contradictory
    P1       | A match P2; B none              | P1 rank    | P1 rank    | contradictory contradictory
    P1       | A match P2; B none P2           | P1 rank    | P1 rank    | contradictory contradictory
    P1       | A match P2*; B none             | P1 rank    | P2 decision| contradictory contradictory bears
    P1       | A match P2@                     | P1 rank    | P1 rank    | identity_changed
    P1       | A match P2@; B none             | - decision | P1 rank    | identity_changed bears
    P1       | A match P7                      | P1 rank    | P1 rank    | person_gone
    P1       | A match P7; B none              | - decision | P1 rank    | person_gone bears
    P1       | A match P3                      | gone       | P1 rank    | opted_out
    P1       | A match P3*                     | gone       | gone       | opted_out opted_out
"""
"""P3 has opted out but in the rows of contradictions; e1 and e2 have one identity; P7 is nobody's key."""


@pytest.mark.parametrize("drawn", rows(SITUATIONS), ids=lambda one: f"{one['found']}: {one['decisions']}")
def test_what_decisions_do(engine: DuckDBEngine, drawn: dict[str, str]) -> None:
    """One line a situation: what e1 and e2 come out as, and what becomes of each decision on each."""
    person = drawn["found"] if drawn["found"] in PEOPLE else None
    status = "linked" if person else drawn["found"]
    events = [(event, "1", status, person) for event in ("e1", "e2")]
    opted_out = () if "B match P3" in drawn["decisions"] else ("P3",)

    month_with(engine, events, drawn_decisions(drawn["decisions"]), opted_out)

    assert {event: came_out(engine, event) for event in ("e1", "e2")} == {
        event: " ".join(drawn[event].split()) for event in ("e1", "e2")
    }
    outcomes = engine.rows("select outcome from bearing_decision order by event_id, decision_id")
    assert [one for (one,) in outcomes] == drawn["outcomes"].split()


def came_out(engine: DuckDBEngine, event: str) -> str:
    """The link of an event in short: person and reason, or the status that was found."""
    found = engine.rows(f"select status, person_id, reason, match_rank from links where event_id = '{event}'")
    if not found:
        return "gone"
    status, person, reason, rank = found[0]
    assert (rank is None) == (status != "linked" or reason == "decision")
    return f"{person or '-'} {reason}" if status == "linked" or reason == "decision" else str(status)


def test_a_link_bears_the_decision_that_says_the_same(engine: DuckDBEngine) -> None:
    """It stays the program's, with its rank and weight."""
    month_with(engine, [("e1", "1", "linked", "P1")], numbered([decision()]))

    assert engine.rows("select match_rank, match_weight, decision_id, reason from links") == [
        ("5", 11.0, "d01", "rank")
    ]


DECISIONS = st.builds(
    decision,
    event=st.sampled_from(["e1", "e2", "e3"]),
    identity=st.sampled_from("12"),
    answer=st.sampled_from(["match", "none"]),
    person=st.sampled_from([*PEOPLE, "P7", None]),
    reach=st.sampled_from(["event", "identity"]),
).filter(lambda one: one.answer == "none" or one.person_id is not None)
FOUND = st.sampled_from(["linked P1", "linked P2", "review", "unlinked"])


@settings(max_examples=40, deadline=None)
@given(
    st.lists(FOUND, min_size=2, max_size=2),
    st.lists(st.sampled_from("12"), min_size=3, max_size=3),
    st.lists(DECISIONS, max_size=5),
    st.booleans(),
)
def test_it_is_what_plain_python_makes_of_it(
    engine: DuckDBEngine, found: list[str], identities: list[str], decided: list[Decision], has_left: bool
) -> None:
    """Whatever was found of two identities, and whatever reviewers said of three events."""
    of = {str(place): one.split() for place, one in enumerate(found, start=1)}
    events = [
        (f"e{place}", identity, of[identity][0], (*of[identity], None)[1])
        for place, identity in enumerate(identities, start=1)
    ]
    opted_out = {"P3"} if has_left else set()
    decided = numbered(decided)

    month_with(engine, events, decided, opted_out)

    links = {
        event: (status, person)
        for event, status, person in engine.rows("select event_id, status, person_id from links")
    }
    assert links == {event: link for event, *_ in events if (link := twin(event, events, decided, opted_out))}


def twin(
    event: str, events: list[Found], decided: list[Decision], opted_out: set[str]
) -> tuple[str, str | None] | None:
    """Status and person of an event; None where it is not used."""
    identity, status, person = next(one[1:] for one in events if one[0] == event)
    bearing = [
        one
        for one in decided
        if (one.event_id == event or (one.reach == "identity" and one.identity_id == identity))
        and one.identity_id == identity
    ]
    if any(one.answer == "match" and one.person_id in opted_out for one in bearing) or person in opted_out:
        return None
    fit = [one for one in bearing if one.person_id in (*PEOPLE, None)]
    chosen = {one.person_id for one in fit if one.answer == "match"}
    barred = {one.person_id for one in fit if one.answer == "none"}
    if len(chosen) > 1 or chosen & barred or (chosen and None in barred):
        return status, person
    if chosen:
        return "linked", chosen.pop()
    is_apart = None in barred or (person is not None and person in barred)
    return ("unlinked", None) if is_apart else (status, person)
