"""The estimate of a block's pairs is the number of pairs that a run would make of the same pool."""

from datetime import date

import pytest

from linkage.commands.plan.block_plan import BlockPlan, block_plans
from linkage.config.rules import RankP
from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.probabilistic.scoring.blocking import compared_pair_sql, make_blocks
from tests.spec.steps import load_compared
from tests.tables import Row, rows

EVENTS = rows("""
    nhs_number | birth_date | sex | postcode
    -----------+------------+-----+---------
    9990000018 | 1950-01-02 | 1   | LS1AA
    9990000026 | 1950-01-02 | 1   | LS1AA
               | 1960-03-04 | 1   | LS1AA
               | 1960-03-04 | 2   | LS1AB
               |            |     |
""")
"""The first bears a number that the index knows; the last bears nothing: neither is in the pool."""

INDEX = rows("""
    person_id | nhs_number | birth_date | sex | postcode
    ----------+------------+------------+-----+---------
    A         | 9990000018 | 1950-01-02 | 1   | LS1AA
    A         | 9990000018 | 1950-01-02 | 1   | LS2BB
    B         |            | 1960-03-04 | 1   | LS1AA
    C         |            | 1970-05-06 | 1   | LS1AA
    D         |            | 1960-03-04 | 2   | LS1AB
""")

TYPES = {"nhs_number": "text", "birth_date": "date", "sex": "text", "postcode": "text"}


def typed(row: Row) -> list[object]:
    """The comparing values of a drawn row."""
    return [
        date.fromisoformat(str(value)) if value and name == "birth_date" else value
        for name, value in ((name, row[name]) for name in TYPES)
    ]


@pytest.fixture
def engine() -> DuckDBEngine:
    """A session with the events of EVENTS and the index of INDEX."""
    made = DuckDBEngine()
    made.load(
        "event_identity",
        {"identity_key": "integer", **TYPES, "events": "integer"},
        [(key, *typed(row), 1) for key, row in enumerate(EVENTS, 1)],
    )
    made.load(
        "held",
        {"identity_id": "integer", "person_id": "text", **TYPES, "birth_date_parts": "text"},
        [(key, row["person_id"], *typed(row), None) for key, row in enumerate(INDEX, 1)],
    )
    return made


def rank_p(most: int) -> RankP:
    """Three blocks with at most so many people."""
    return RankP(
        blocks=(("nhs_number",), ("postcode", "sex"), ("birth_date", "sex", "district")),
        max_block_people=most,
    )


def test_two_events_in_one_block_make_twice_its_people(engine: DuckDBEngine) -> None:
    """LS1AA and sex 1: two events, three people (A once, though twice in the index)."""
    assert block_plans(engine, rank_p(100), "select * from held") == (
        BlockPlan(("nhs_number",), pairs=0, largest=0, left_out=0),
        BlockPlan(("postcode", "sex"), pairs=7, largest=3, left_out=0),
        BlockPlan(("birth_date", "sex", "district"), pairs=3, largest=1, left_out=0),
    )


def test_a_block_that_is_too_large_is_left_out(engine: DuckDBEngine) -> None:
    """And told as a run would leave it out."""
    assert block_plans(engine, rank_p(2), "select * from held")[1] == BlockPlan(
        ("postcode", "sex"), pairs=1, largest=3, left_out=1
    )


@pytest.mark.parametrize("most", [1, 2, 3, 100])
def test_the_pairs_are_those_that_a_run_blocks(engine: DuckDBEngine, most: int) -> None:
    """Against the query of the run itself, one block at a time."""
    for plan in block_plans(engine, rank_p(most), "select * from held"):
        alone = rank_p(most).model_copy(update={"blocks": (plan.fields,)})
        engine.create("identity", "select * from held")
        load_compared(engine)
        engine.create("counted_pool", "select *, 1 as events from plan_pool")
        make_blocks(engine, alone, "counted_pool")
        blocked = engine.scalar(f"select count(*) from ({compared_pair_sql()}) as blocked")
        assert plan.pairs == blocked
