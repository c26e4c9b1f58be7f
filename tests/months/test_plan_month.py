"""How a published month stands before a run, drawn as a table: what was found of it, and what would come of it."""

import pytest

from linkage.commands.plan.delivery_plan import PlannedDelivery
from linkage.commands.plan.month_plan import plan_changed, published_month
from linkage.release.record.delivery import Delivery, MonthChange, RowChanges
from linkage.release.record.struck import Struck
from tests.report.series_release import manifest
from tests.report.series_world import World
from tests.tables import Row, rows

MONTH = "2019-01"
CASES = rows("""
    new | done       | read | struck | same list | linked | ends with | told
    ----+------------+------+--------+-----------+--------+-----------+------------------------------------------
        | nothing    | yes  |        | yes       |        |           | nothing has changed: nothing to do
        | nothing    | yes  |        |           |        |           | only the opt-out list has changed
        | nothing    | yes  | yes    |           |        |           | would only take out what is listed below
        | nothing    |      |        | yes       |        |           | known once the run has read them
        | nothing    |      | yes    | yes       |        |           | known once the run has read them
    2   | carried    | yes  |        | yes       |        | 8         | has changed since: 2 new event(s)
    2   | carried    |      |        | yes       |        | 8         | has changed since: 2 new event(s)
    2   | struck     | yes  | yes    | yes       |        | 8         | has changed since: 2 new event(s)
    2   | made again | yes  |        | yes       | yes    |           | would be made again: 2 new event(s)
    2   | linked     | yes  |        | yes       | yes    |           | would be linked anew, in a fresh context
        | linked     | yes  |        | yes       | yes    |           | would be linked anew, in a fresh context
""")


@pytest.mark.parametrize(
    "case", CASES, ids=lambda case: "-".join(str(cell) for cell in list(case.values())[:5])
)
def test_how_a_month_stands(case: Row) -> None:
    """Exit code 8 where it is published and would differ, never where it is made again or linked anew."""
    change = MonthChange(rows=RowChanges(new=int(str(case["new"] or 0)))).model_copy(
        update={"done": case["done"], "is_looked_at": case["read"] is not None}
    )
    delivery = Delivery(months={MONTH: change}, is_same_list=case["same list"] is not None)
    struck = {MONTH: Struck(people=1, events=1)} if case["struck"] else {}
    found = published_month(manifest(World(months=1)), MONTH, PlannedDelivery(delivery, struck))

    assert str(case["told"]) in found.told
    assert found.is_linked is (case["linked"] is not None)
    assert found.ends_with == (8 if case["ends with"] else None)
    alone = plan_changed(manifest(World(months=1)), PlannedDelivery(delivery, struck))
    assert alone.ends_with is None
    assert alone.is_linked is (case["done"] == "made again")
