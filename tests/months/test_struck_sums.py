"""What is counted again of those alone who lose an event is, row by row, what is counted of everybody."""

import shutil
from pathlib import Path

import pytest

from linkage.engine.base import Engine
from linkage.steps.statistics.run import drop_event_parts
from linkage.strike import run, touched
from tests.inputs.sample import did_row
from tests.months.world import KEY, MONTHS, SEX, SITE_DATES, TEST_DATE, World, found
from tests.workbooks import quick_workbook

__all__ = ["quick_workbook"]

#           person  day  accession  what becomes of it
MORE = [
    (1, 3, "second", "withdrawn"),  # another event of somebody who keeps one
    (2, 3, "again", ""),  # a repeat, of an examination whose first is withdrawn
    (50, 5, "unknown", "moved"),  # of nobody in hospital, who has another
    (50, 6, "unknown too", ""),
    (51, 7, "unknown alone", "withdrawn"),  # and of nobody else any more
]
TOUCHED = 2 + 2 + 2 + 1 + 1
"""Events of whoever loses one: of persons 1 and 2, of 50 and 51, and of person 3, whose only one is withdrawn."""
STRUCK = 3 + 1 + 1


def with_more(world: World) -> World:
    """October alone, with more events."""
    for n, day, accession, _ in MORE:
        row = did_row(n)
        for place in SITE_DATES:
            row[place] = f"{MONTHS[0]}-0{day}"
        row[15], row[KEY] = "", accession
        world.did[MONTHS[0]].append(row)
    world.did[MONTHS[0]][4][SEX] = ""
    world.did.pop(MONTHS[1])
    return world


def less(world: World) -> None:
    """The same without what goes: of the first events, those of persons 2 and 3."""
    gone = {accession for *_, accession, what in MORE if what == "withdrawn"}
    rows = world.did[MONTHS[0]]
    for row in rows:
        if row[KEY] == "unknown":
            row[TEST_DATE] = "2019-12-01"
    gone |= {rows[2][KEY], rows[3][KEY]}
    world.did[MONTHS[0]] = [row for row in rows if row[KEY] not in gone]


def statistics(folder: Path) -> list[tuple[object, ...]]:
    """Every number of the current release."""
    place = folder / "out" / "current" / "statistics" / "statistics.parquet"
    return found(f"select * from read_parquet('{place}') order by all")


def repeats(folder: Path) -> int:
    """Events of October that repeat an examination, in the current release."""
    files = folder / "out" / "current" / "events" / f"test_month={MONTHS[0]}" / "*.parquet"
    return len(found(f"select 1 from read_parquet('{files}') where is_repeat"))


@pytest.mark.slow
def test_sums_of_those_who_lose_an_event_are_sums_of_everybody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of people, and of identities without one; a month of another method is counted whole."""
    counted: list[int] = []

    def noted(engine: Engine) -> None:
        counted.append(engine.count("select count(*) from touched_event"))
        drop_event_parts(engine)

    monkeypatch.setattr(touched, "drop_event_parts", noted)
    world = with_more(World(tmp_path / "touched"))
    assert world.run("--month", MONTHS[0]) == 0
    shutil.copytree(world.folder, tmp_path / "whole", symlinks=True)
    less(world)
    whole = World(tmp_path / "whole")
    whole.did = world.did
    before = statistics(world.folder)
    assert repeats(world.folder) == 1

    asked = ("--changed", "--set", "did.max_withdrawn_share=0.9")
    assert world.run(*asked) == 0
    monkeypatch.setattr(run, "METHOD_VERSION", 0)
    assert whole.run(*asked) == 0

    struck = world.manifest.struck[MONTHS[0]]
    assert struck.moved + struck.withdrawn == STRUCK
    assert counted == [TOUCHED]
    assert repeats(world.folder) == 0
    assert statistics(world.folder) != before
    assert statistics(world.folder) == statistics(whole.folder)


@pytest.mark.slow
def test_whichever_of_two_is_struck_the_other_is_no_repeat(tmp_path: Path) -> None:
    """Which of them is the first goes by the key; here each is, once."""
    first = with_more(World(tmp_path / "first"))
    assert first.run("--month", MONTHS[0]) == 0
    assert repeats(first.folder) == 1
    shutil.copytree(first.folder, tmp_path / "other", symlinks=True)
    other = World(tmp_path / "other")
    rows = first.did[MONTHS[0]]
    for world, gone in ((first, rows[2][KEY]), (other, "again")):
        world.did = {MONTHS[0]: [row for row in rows if row[KEY] != gone]}
        assert world.run("--changed", "--set", "did.max_withdrawn_share=0.9") == 0
        assert world.manifest.struck[MONTHS[0]].withdrawn == 1
        assert repeats(world.folder) == 0
