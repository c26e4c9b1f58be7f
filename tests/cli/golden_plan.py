"""
The page of a plan whose text is kept in golden_plan.txt: python -m tests.cli.golden_plan writes it again.

Three months of a range: two that are new, and one that the run would end at; a delivery with something of every kind.
"""

from dataclasses import replace
from pathlib import Path

from linkage.cli.pages.plan_page import pages
from linkage.commands.plan.block_plan import BlockPlan
from linkage.commands.plan.delivery_plan import PlannedDelivery
from linkage.commands.plan.event_plan import EventPlan
from linkage.commands.plan.file_plan import FilePlan
from linkage.commands.plan.gate_plan import GatePlan
from linkage.commands.plan.month_plan import MonthPlan
from linkage.commands.plan.release_plan import RunPlan
from linkage.commands.plan.step_plan import StepPlan
from linkage.commands.run.superseded import FileRows
from linkage.session.footprint import Need
from linkage.session.forecast import Forecast
from tests.months.test_delivery_lines import FOUND, STRUCK

FILE = Path(__file__).parent / "golden_plan.txt"
NEW = MonthPlan(
    "0007", published=False, changed=(), told="2020-05 is new: release 0007 holds 2020-04", is_linked=True
)
REFUSED = MonthPlan(
    "0007",
    published=True,
    changed=("4 new event(s)",),
    told="2020-06 is already published, in release 0007, and has changed since: 4 new event(s)",
    is_linked=False,
    ends_with=8,
)


def plan_of(month: str | None, standing: MonthPlan) -> RunPlan:
    """A month of it."""
    blocks = (
        BlockPlan(("birth_date", "postcode"), pairs=1_200, largest=30, left_out=0),
        BlockPlan(
            ("birth_date", "sex"), pairs=4_800, largest=90, left_out=0, cap="max_block_people_without_place"
        ),
    )
    return RunPlan(
        month=month,
        standing=standing,
        files=(
            FilePlan("did", "did/DID.csv", 9_000, "a" * 64, 91, "new"),
            FilePlan("apc", "hes/APC.txt", 1_000, "b" * 64, 11, "as before"),
        ),
        files_gone=("did/OLD.csv",),
        events=EventPlan(
            {"2020-05": 80, "2020-06": 9}, 2, blocks, (FileRows("did/DID.csv", 1, 2),), (), (), ()
        ),
        months_not_published=("2020-05",),
        steps=(StepPlan("ranks", "profile hes_did", ("1A all agree",)), StepPlan("rank P", "model: m1")),
        model="m1",
        index_is_kept=True,
        needs=(
            Need("memory", 10**9, 2 * 10**9, "buy some"),
            Need("disk", 2 * 10**9, 10**9, "clear some", "too little"),
        ),
        gates=(GatePlan("min_events", "events", "refuses below 10", ""), GatePlan("x", "y", "", "off")),
        planned=PlannedDelivery(FOUND, STRUCK),
        forecast=Forecast(75.4, 120.0, {"inputs": 50.0, "index": 25.4}, 10**9, 2 * 10**9, "by measurement"),
    )


def golden() -> str:
    """Its text."""
    newer = replace(NEW, told="2020-07 is new: release 0007 holds 2020-04")
    found = (plan_of("2020-05", NEW), plan_of("2020-06", REFUSED), plan_of("2020-07", newer))
    return "\n".join(pages(found, "job.toml")) + "\n"


if __name__ == "__main__":
    FILE.write_text(golden(), "utf-8")
