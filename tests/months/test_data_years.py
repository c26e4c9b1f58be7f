"""Of which data year the job says that a file is: another year is a change, where years are replaced."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from linkage.steps.inputs.delivery.data_year import years_unlike_names
from linkage.steps.inputs.source import Source
from tests.inputs.sample import APC_NAMES, text
from tests.months.world import MONTHS, PEOPLE, World, found, hospital_rows
from tests.tables import rows

REPLACED = ("--set", "hes.apc.replace=year")

YEARS = rows("""
    replace | said for the first | said for the second | unlike their names
    --------+--------------------+---------------------+-------------------
    year    |                    |                     |
    year    | 2018/19            |                     |
    year    |                    | 2019/20             | 2019/20
    year    | 2017/18            | 2019/20             | 2017/18 2019/20
    rows    | 2017/18            | 2019/20             |
""")


@pytest.mark.parametrize("drawn", YEARS)
def test_only_what_the_names_do_not_say_is_added(drawn: Mapping[str, str | None], tmp_path: Path) -> None:
    """So that months which were published before the years counted are as they were."""
    files = ("HES_APC_1819.txt", "to_date.txt")
    said = (drawn["said for the first"], drawn["said for the second"])
    source = Source(
        dataset="apc",
        files=tuple(tmp_path / name for name in files),
        delimiter="|",
        names={},
        person_id=None,
        column_order=(),
        root=tmp_path,
        replace=str(drawn["replace"]),
        data_years={name: year for name, year in zip(files, said, strict=True) if year},
    )

    assert list(years_unlike_names([source]).values()) == str(drawn["unlike their names"] or "").split()
    assert set(years_unlike_names([source])) <= {f"apc:{name}" for name in files}


def say(world: World, first: str, second: str) -> None:
    """Of which years the two hospital files are."""
    world.more = f'\n[hes.apc.data_years]\n"HES_APC.txt" = "{first}"\n"to_date.txt" = "{second}"\n'


def linked(world: World, month: str) -> int:
    """Events of a month that have a link in the current release."""
    files = world.folder / "out" / "current" / "links" / f"test_month={month}" / "*.parquet"
    return len(found(f"select 1 from read_parquet('{files}') where status = 'linked'"))


@pytest.mark.slow
def test_another_year_is_another_result(tmp_path: Path) -> None:
    """Two files come to be of one year, so that the last is all there is of it: the month is made again, as anew."""
    world = World(tmp_path)
    world.hes = hospital_rows()[:5]
    world.beside = {"to_date.txt": text([APC_NAMES, *hospital_rows()[5:]], delimiter="|").decode()}
    say(world, "2018/19", "2019/20")
    assert world.run("--month", MONTHS[0], *REPLACED) == 0
    assert linked(world, MONTHS[0]) == PEOPLE
    assert world.run("--changed", *REPLACED) == 0
    assert world.manifest.release == "0001"

    say(world, "2019/20", "2019/20")
    assert world.run("--changed", *REPLACED) == 0
    assert world.manifest.release == "0002"
    assert linked(world, MONTHS[0]) == PEOPLE - 5
    assert world.run("--month", MONTHS[0], "--restate", *REPLACED) == 0
    assert linked(world, MONTHS[0]) == PEOPLE - 5
