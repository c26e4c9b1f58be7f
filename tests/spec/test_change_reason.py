"""Why an event is not as it was: the first rule that holds, on facts that are known, unknown (?) or not so."""

import pytest

from linkage.commands.diff.change_reason import FACTS, REASONS, reason_sql
from linkage.engine.base import Engine
from tests.tables import Row, rows

CASES = rows("""
    presence | link         | says so                          | unknown           | made from          | reason
    ---------+--------------+----------------------------------+-------------------+--------------------+-------------
    gone     |              | is_month_gone is_listed          | is_row_kept       |                    | month_gone
    gone     |              | is_listed is_relinked            | is_row_kept       | inputs             | opt_out
    gone     |              | is_struck                        | is_row_kept is_listed |                | opt_out
    gone     |              | is_struck is_relinked            | is_row_kept       | inputs             | withdrawn
    gone     |              | is_struck is_relinked            | is_row_kept is_listed | inputs         | not_known
    gone     |              | is_relinked                      | is_row_kept       | inputs             | withdrawn
    gone     |              | is_relinked                      | is_row_kept       | rules              | rule
    gone     |              |                                  | is_row_kept       |                    | withdrawn
    gone     |              |                                  | is_row_kept is_relinked |              | not_known
    gone     |              | is_row_kept is_relinked          | is_listed         | inputs             | opt_out
    gone     |              | is_row_kept                      |                   |                    | opt_out
    gone     |              | is_struck                        | is_listed         |                    | withdrawn
    gone     |              | is_struck was_withdrawn          |                   |                    | withdrawn
    gone     |              | is_struck is_listed was_withdrawn |                  | inputs             | withdrawn
    gone     |              | is_struck is_listed was_moved    |                   | inputs             | moved
    gone     |              | is_struck is_listed is_relinked  |                   | inputs             | withdrawn
    moved    | other_person | is_relinked row_changed          |                   | inputs rules       | moved
    new      |              | is_relinked                      | row_changed       | inputs             | new
    both     | gained       | is_decided is_relinked           |                   | inputs             | review
    both     | lost         | is_decided row_changed           |                   | inputs             | review
    both     | same         | is_decided is_followed           |                   |                    | hes_record
    both     | lost         | row_changed is_relinked          |                   | inputs rules model | resubmission
    both     | other_rank   | agreement_changed is_relinked    |                   | inputs rules       | hes_identity
    both     | other_rank   | agreement_changed is_relinked    | row_changed       | inputs rules       | rule
    both     | gained       | is_relinked                      |                   | rules model method | rule
    both     | gained       | is_scored is_relinked            |                   | model method       | model
    both     | gained       | is_relinked                      |                   | model method       | method
    both     | gained       | is_relinked                      | method_changed    | model inputs       | hes_identity
    both     | gained       | is_relinked                      |                   | lists job          | list
    both     | other_status | is_relinked                      |                   | job                | setting
    both     | other_person | is_relinked                      |                   | inputs             | hes_identity
    both     | other_person | is_relinked                      | row_changed       | inputs             | not_known
    both     | gained       | is_relinked                      |                   |                    | not_known
    both     | same         | is_followed                      | row_changed       | inputs             | hes_record
    both     | same         | is_followed is_relinked          |                   | inputs             | hes_record
    both     | same         | is_followed is_relinked          | row_changed       | inputs             | not_known
    both     | same         | is_followed is_relinked          |                   | inputs method      | method
    both     | same         | is_followed row_changed          | is_relinked       | inputs             | resubmission
""")


def facts(case: Row) -> dict[str, object]:
    """The facts of a drawn case, by name."""
    named = {name: set(str(case[name] or "").split()) for name in ("says so", "unknown", "made from")}
    true = named["says so"] | {f"{name}_changed" for name in named["made from"]}
    assert true | named["unknown"] <= set(FACTS), "a fact that is drawn is one that there is"
    found: dict[str, object] = {
        name: None if name in named["unknown"] else name in true
        for name, kind in FACTS.items()
        if kind == "boolean"
    }
    return {"presence": case["presence"], "link": case["link"], **found}


@pytest.mark.parametrize("case", CASES)
def test_the_first_rule_that_holds(engine: Engine, case: Row) -> None:
    """What is certain of the event goes before what changed for the whole month."""
    known = facts(case)
    engine.load("facts", FACTS, [tuple(known[name] for name in FACTS)])

    assert engine.scalar(f"select {reason_sql()} from facts") == case["reason"]


def test_every_reason_is_drawn() -> None:
    """So that none of them is a word alone."""
    assert {str(case["reason"]) for case in CASES} == set(REASONS)
