"""What reviewers settle of an event, import by import, in the store: what is written down, what stays, what goes."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from linkage.commands.review.answers import KeptAnswer, standing
from linkage.commands.review.becomes import Review, becomes
from linkage.commands.review.design import Design, DesignStratum, DrawnEvent
from linkage.commands.review.gathered import Person
from linkage.commands.review.month_now import Now
from linkage.commands.review.seam import record, said_before
from linkage.decisions import store
from linkage.decisions.decision import Decision
from linkage.decisions.purge import purged, put_in_place
from linkage.decisions.standing import in_force
from linkage.release.layout import Layout
from linkage.session.keys import Key
from tests.decisions.decided import decision
from tests.tables import Row, rows

KEY = Key(bytes(range(32)))
TODAY = datetime(2019, 12, 3, tzinfo=UTC)
NEAR = "linked/P/0.9-0.99/one"

IMPORTS = """
    steps                                             | in force          | last
    --------------------------------------------------+-------------------+-----------
    R1 q, R2 q                                        | match q           | written
    R1 none, R2 none                                  | none p, none q    | written
    R1 cannot_tell, R2 none, R3 cannot_tell           | cannot_tell       | written
    R1 q, R2 q > same                                 | match q           | nothing
    R1 none, R2 none > R2 p                           |                   | taken back
    R1 none, R2 none > R2 p > same                    |                   | nothing
    R1 none, R2 none > R2 p > R2 none                 | none p, none q    | written
    R1 none, R2 none > R2 p > R1 p                    | match p           | written
    R1 none, R2 none > run > R1 p, R2 p               | match p           | written
    R1 q, R2 q > run > same                           | match q           | nothing
    R1 q, R2 q > run > R2 p                           |                   | taken back
    R1 q, R2 q > found > R2 p                         |                   | taken back
    R1 q, R2 q > gone > R2 p                          |                   | taken back
    R1 p, R2 p > lead withdraws > R3 p                |                   | nothing
    R1 p, R2 p > lead withdraws > R1 q, R2 q          | match q           | written
    R1 p, R2 p > lead settles > R3 p                  | lead match q      | nothing
    R1 p, R2 p > R3 p                                 | match p           | nothing
    R1 p*, R2 p*                                      | match p*          | written
    R1 p*, R2 p* > R2 p                               | match p           | written
    lead settles > run > R1 p, R2 p                   | lead match q      | decided
    found > R1 p, R2 p                                |                   | other link
    gone > R1 p, R2 p                                 |                   | not there
"""
"""The program had linked p; p and q were shown. * says it of the identity; after `found` it links q by itself."""
LINKS = {"run": Now(None, None), "found": Now(NEAR, "q"), "gone": None}


@pytest.mark.parametrize("drawn", rows(IMPORTS), ids=lambda one: str(one["steps"]))
def test_what_is_in_force_after_each_import(tmp_path: Path, drawn: Row) -> None:
    """Each step is an import, a run, or what the lead does; `last` is what the last import comes to."""
    layout, answers, last = Layout(tmp_path), [], ""
    held: Now | None = Now(NEAR, "p")
    for step in str(drawn["steps"]).split(" > "):
        if step in LINKS:
            held = LINKS[step]
        elif step.startswith("lead"):
            lead(layout, withdraws="withdraws" in step)
        else:
            answers += [] if step == "same" else [said(one) for one in step.split(", ")]
            last = imported(layout, answers, held)

    stands = in_force(store.read(layout, KEY)).decisions
    assert ", ".join(map(shown, stands)) == (drawn["in force"] or "")
    assert last == drawn["last"]


def said(text: str) -> KeptAnswer:
    """An answer written as R1 p."""
    reviewer, what = text.rstrip("*").split()
    is_match = what in ("p", "q")
    return KeptAnswer(
        "e1",
        reviewer,
        "third" if reviewer == "R3" else "first",
        "match" if is_match else what,
        what if is_match else None,
        "identity" if text.endswith("*") else "event",
        "f" * 64,
        "2019-12-02",
    )


def shown(one: Decision) -> str:
    """A decision in short."""
    whose = "" if one.sample_id else "lead "
    reach = "*" if one.reach == "identity" else ""
    return f"{whose}{one.answer} {one.person_id or ''}".rstrip() + reach


def lead(layout: Layout, *, withdraws: bool) -> None:
    """Somebody takes back all that is in force, or says instead that it is q's."""
    gone = tuple(one.decision_id for one in in_force(store.read(layout, KEY)).decisions)
    person = None if withdraws else "q"
    answer = "none" if withdraws else "match"
    said = decision(answer=answer, person=person, reviewer="lead", supersedes=gone, withdrawn=withdraws)
    store.record(layout, [said], KEY)


def imported(layout: Layout, answers: list[KeptAnswer], held: Now | None) -> str:
    """An import of all answers so far against a link; what came of it."""
    design = Design(
        "s",
        "0001",
        "2019-11",
        None,
        1,
        0.05,
        2,
        0.05,
        "2019-12-01",
        "0" * 64,
        {NEAR: DesignStratum(100, 10, 0.05)},
        {"e1": DrawnEvent(NEAR, "p", "1", is_shown=True)},
    )
    of = Review(
        design,
        standing(answers),
        {"e1": [Person("Q", "q"), Person("P", "p")]},
        {} if held is None else {"e1": held},
        said_before(layout, "s", KEY),
    )
    found = becomes(of, TODAY)
    written = record(layout, [*found.settled, *found.taken_back], of.before, KEY)
    if written:
        return "taken back" if written[0].is_withdrawn else "written"
    told = {"decided": found.decided, "other link": found.other_link, "not there": found.not_there}
    return next((name for name, count in told.items() if count), "nothing")


def test_what_named_somebody_who_opted_out_is_not_taken_back(tmp_path: Path) -> None:
    """Their answers are gone; one that comes again alone is no disagreement, and the event stays out."""
    layout, both = Layout(tmp_path), [said("R1 q"), said("R2 q")]
    imported(layout, both, Now(NEAR, "p"))
    put_in_place(layout, KEY, purged(store.read(layout, KEY), KEY, {"q"}, ()))
    before = store.read(layout, KEY)

    for answers in (both[:1], both):
        imported(layout, answers, None)
        assert store.read(layout, KEY) == before
    (one,) = in_force(before).decisions
    assert (one.answer, one.person_id, one.purged) == ("match", None, True)


def test_none_of_those_shown_outlasts_the_opt_out_of_one(tmp_path: Path) -> None:
    """The same answers name nobody anew, and another answer counts as ever."""
    layout, both = Layout(tmp_path), [said("R1 none"), said("R2 none")]
    imported(layout, both, Now(NEAR, "p"))
    put_in_place(layout, KEY, purged(store.read(layout, KEY), KEY, {"q"}, ()))
    before = store.read(layout, KEY)
    imported(layout, both, Now(NEAR, "p"))
    assert store.read(layout, KEY) == before

    imported(layout, [*both, said("R1 p"), said("R2 p")], Now(NEAR, "p"))
    assert [one.person_id for one in in_force(store.read(layout, KEY)).binding] == ["p"]
