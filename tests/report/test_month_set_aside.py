"""Rows set aside of the month alone, as the internal report shows them."""

from dataclasses import replace

from linkage.disclosure.profile import PROFILES
from linkage.report.chapters.flow import flow_chapter
from linkage.report.chapters.month_set_aside import month_set_aside_table
from linkage.report.figures import Figures
from linkage.report.table import ShownTable
from linkage.words.figure import Figure
from tests.report.series_world import World, figures
from tests.report.told import facts_of

WORLD = World(months=1, providers=2)
MONTH = WORLD.periods[-1]


def counted(breakdown: str, category: str, rows: int) -> Figure:
    """One number of the statistics."""
    return Figure("set_aside", breakdown, category, "records", rows, None, float(rows), MONTH)


ROWS = (
    *figures(WORLD),
    counted("month", "did.site_missing", 3),
    counted("no_month", "did.site_missing", 1),
    counted("no_month", "did.field_count", 2),
)


def test_a_row_for_each_reason() -> None:
    """Of the month, and of no known month; a reason that one of them has not is a zero."""
    table = month_set_aside_table(Figures(MONTH, ROWS))

    assert [column.name for column in table.columns] == [
        "Reason",
        f"Test date in {MONTH}",
        "No test date that can be read",
    ]
    assert table.rows == (("wrong number of fields", 0, 2), ("no site code", 3, 1))


def test_it_is_in_the_flow_of_an_internal_report_alone() -> None:
    """Nobody outside is told of single rows; a release of an earlier version has none to tell."""
    facts = facts_of(WORLD, ROWS, MONTH)
    shared = replace(facts, disclosure=PROFILES["hes_2018"])

    def shown(rows: tuple[Figure, ...], *, is_shared: bool = False) -> bool:
        chapter = flow_chapter(Figures(MONTH, rows), shared if is_shared else facts)
        return any(
            isinstance(block, ShownTable) and block.sheet == "month_set_aside" for block in chapter.blocks
        )

    assert shown(ROWS)
    assert not shown(ROWS, is_shared=True)
    assert not shown(tuple(figures(WORLD)))
