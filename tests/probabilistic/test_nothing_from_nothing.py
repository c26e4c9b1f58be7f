"""Tables whose query is not put, since what they come from has no row, are those that the query would have made."""

from random import Random

import pytest

from linkage.engine.base import Engine
from linkage.engine.duckdb import DuckDBEngine
from linkage.engine.empty import has_rows
from linkage.engine.making import Item, Made
from linkage.steps.probabilistic.run import rank_p_made
from tests.probabilistic.fixed_model import fixed_model
from tests.probabilistic.world import population, rules


def described(engine: Engine, table: str) -> list[tuple[str, str]]:
    """The columns of a table, with their types; codes of levels are whole numbers of half the width."""
    return [
        (str(row[0]), str(row[1]).replace("INTEGER", "BIGINT")) for row in engine.rows(f"describe {table}")
    ]


def made_both_ways(engine: Engine, items: tuple[Item, ...]) -> dict[str, bool]:
    """Make the items; of each that has an origin, by table: whether that was empty and its query gave no row either."""
    found: dict[str, bool] = {}
    for item in items:
        item.make(engine)
        if isinstance(item, Made) and item.origin:
            is_empty = not any(has_rows(engine, table) for table in item.origin)
            assert engine.create("by_query", item.query) == engine.count(f"select count(*) from {item.table}")
            assert described(engine, "by_query") == described(engine, item.table), item.table
            found[item.table] = found.get(item.table, False) or is_empty
    return found


@pytest.mark.parametrize("has_numbers", [False, True])
def test_the_query_would_have_made_the_same(*, has_numbers: bool) -> None:
    """Of a month without a number on any event, nor a link by a rank; and of one with both."""
    world = population(Random(5), 60)
    world.events = [(number if has_numbers else None, *rest) for _, number, *rest in world.people[:40]]  # type: ignore[misc]
    profile = rules("hes_did")
    assert profile.p is not None
    engine = DuckDBEngine()
    world.load(engine, profile)
    items = rank_p_made(
        engine.dialect,
        profile.p,
        fixed_model(profile.p),
        target_false_match_rate=0.02,
        last_day="2019-11-30",
    )

    found = made_both_ways(engine, items)

    decided = {"rank_weight", "proved_exactness"}
    assert decided < set(found)
    assert {found[table] for table in decided} == {not has_numbers}
