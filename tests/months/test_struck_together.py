"""Months that lose events in one run are counted side by side, and have the numbers that each has alone."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from linkage.strike import struck_month
from linkage.strike.struck_month import StruckMonth, together
from tests.months.test_struck_sums import statistics
from tests.months.world import MONTHS, World
from tests.workbooks import quick_workbook

__all__ = ["quick_workbook"]

MODEL = StruckMonth(
    month="2019-10",
    kept=Path("kept"),
    before={},
    after={},
    events=10,
    ranks=("1A", "8"),
    is_kept=True,
    is_same_method=True,
    is_national=False,
    has_areas=False,
)


def grouped(*months: StruckMonth) -> list[list[str]]:
    """The names of the months of each group."""
    return [[one.month for one in group] for group in together(months)]


def test_months_of_one_kind_are_counted_together() -> None:
    """Others apart, and those of which nothing is kept not at all."""
    november, december = (replace(MODEL, month=month) for month in ("2019-11", "2019-12"))

    assert grouped(MODEL, november) == [["2019-10", "2019-11"]]
    assert grouped(MODEL, replace(november, ranks=("1A",)), december) == [["2019-10", "2019-12"], ["2019-11"]]
    for other in (
        replace(november, is_same_method=False),
        replace(november, is_national=True),
        replace(november, has_areas=True),
    ):
        assert grouped(MODEL, other) == [["2019-10"], ["2019-11"]]
    assert grouped(replace(MODEL, is_kept=False), november) == [["2019-11"]]
    assert grouped() == []


def test_so_many_events_are_counted_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A month with more of them stands alone."""
    monkeypatch.setattr(struck_month, "MOST_EVENTS", 20)
    sizes = {"2019-10": 10, "2019-11": 10, "2019-12": 1, "2020-01": 30}
    months = [replace(MODEL, month=month, events=events) for month, events in sizes.items()]

    assert grouped(*months) == [["2019-10", "2019-11"], ["2019-12"], ["2020-01"]]


@pytest.mark.slow
def test_months_struck_together_are_as_each_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two months, each of which loses events of its own; files in which nothing goes have a second name."""
    world = World(tmp_path / "together")
    assert world.run("--months", "..".join(MONTHS)) == 0
    shutil.copytree(world.folder, tmp_path / "alone", symlinks=True)
    alone = World(tmp_path / "alone")
    before = statistics(world.folder)
    del world.did[MONTHS[0]][2:4], world.did[MONTHS[1]][3]
    alone.did = world.did

    asked = ("--changed", "--set", "did.max_withdrawn_share=0.9")
    assert world.run(*asked) == 0
    monkeypatch.setattr(struck_month, "MOST_EVENTS", 1)
    assert alone.run(*asked) == 0

    assert {month: struck.withdrawn for month, struck in world.manifest.struck.items()} == {
        MONTHS[0]: 2,
        MONTHS[1]: 1,
    }
    assert statistics(world.folder) != before
    assert statistics(world.folder) == statistics(alone.folder)
    rules, links = (
        world.folder / "out" / "current" / name / f"test_month={MONTHS[0]}" / "part-0.parquet"
        for name in ("rules", "links")
    )
    assert rules.stat().st_nlink > 1 == links.stat().st_nlink
