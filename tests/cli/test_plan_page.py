"""The page of a plan, word for word, and its JSON."""

import json

from linkage.cli.pages.plan_page import as_result, as_results, worst_block
from linkage.commands.plan.block_plan import BlockPlan
from tests.cli.golden_plan import FILE, NEW, REFUSED, golden, plan_of


def test_the_page_is_as_it_was_read() -> None:
    """If this is what was meant: python -m tests.cli.golden_plan."""
    assert golden() == FILE.read_text("utf-8")


def test_a_program_reads_the_same() -> None:
    """One object for one release, a list for a range; months, reasons and the code of the run as data."""
    one = json.loads(json.dumps(as_results([plan_of(None, REFUSED)])))

    assert (one["month"], one["would_end_with"]) == (None, 8)
    assert one["affected"] == ["2019-11", "2020-02"]
    assert one["delivery"]["months"]["2019-10"]["rows"]["new"] == 1_200
    assert one["struck"]["2020-02"] == {
        "people": 1,
        "events": 2,
        "moved": 0,
        "withdrawn": 0,
        "signed_off": [],
    }
    assert (one["standing"]["needs_restate"], one["standing"]["will_run"]) == (True, True)
    two = json.loads(json.dumps(as_results([plan_of("2020-05", NEW), plan_of("2020-06", REFUSED)])))
    assert [found["month"] for found in two] == ["2020-05", "2020-06"]
    assert as_result(plan_of("2020-05", NEW))["would_end_with"] is None


def test_a_block_that_is_bounded_already_is_told_as_such() -> None:
    """Its largest value is not compared: to set the same limit again would bring nothing."""
    blocks = (
        BlockPlan(
            ("birth_date", "sex"), pairs=4_800, largest=260, left_out=7, cap="max_block_people_without_place"
        ),
        BlockPlan(("postcode", "year"), pairs=1_200, largest=30, left_out=0),
    )

    (told,) = worst_block(blocks)

    assert told.endswith(
        "[p] max_block_people_without_place leaves out 7 of its values, and more where it is lower"
    )
