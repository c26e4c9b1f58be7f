"""A data year that is complete shows in months that are published which unfinished episodes have ended."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.inputs.sample import apc_row
from tests.months.world import MONTHS, World, copied, found, hospital_rows

pytestmark = pytest.mark.slow

NAMES = [
    *(
        "EPIKEY",
        "TOKEN_PERSON_ID",
        "NEWNHSNO",
        "DOB",
        "SEX",
        "HOMEADD",
        "EPISTART",
        "EPIEND",
        "EPIORDER",
        "EPISTAT",
    ),
    *("EPITYPE", "CLASSPAT", "ADMIDATE", "DISDATE", "PROCODET", "PROVSPNOPS", "FYEAR"),
]


STRANGER = [*apc_row(70)[:2], "9990009989", "1931-12-31", "1", "ZX9 9ZX"]
"""Somebody who has nothing in common with anybody."""


def year_file(own: Sequence[str], start: str, end: str, status: str, year: str) -> str:
    """A file of one data year with one episode of a person."""
    row = [f"{year}{own[1]}", *own[1:6], start, end, "1", status, "1", "1", start, end, "RXX", "S1", year]
    return "\n".join(("|".join(NAMES), "|".join(row), ""))


OPEN = year_file(hospital_rows()[3], "2018-06-01", "1800-01-01", "1", "1819")
REPEATED = year_file(hospital_rows()[3], "2018-06-01", "1800-01-01", "1", "1920")
LATER = year_file(STRANGER, "2020-03-20", "2020-03-31", "3", "1920")
"""Somebody else's, of a year whose records reach its 31 March: it is complete."""


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two months, in both of which somebody has been in hospital since 2018, by the file of that year."""
    world = World(tmp_path_factory.mktemp("open"))
    world.beside = {"HES_APC_1819.txt": OPEN}
    assert world.run("--months", f"{MONTHS[0]}..{MONTHS[1]}") == 0
    return world.folder


@pytest.fixture
def world(begun: Path, tmp_path: Path) -> Iterator[World]:
    """A copy of it."""
    with copied(begun, tmp_path) as made:
        made.beside = {"HES_APC_1819.txt": OPEN}
        yield made


def stays(world: World) -> list[tuple[object, ...]]:
    """By month the rules of the stays of 2018, with their last day."""
    files = world.folder / "out" / "current" / "spells" / "*" / "*.parquet"
    return found(f"""
        select test_month, discharge_date_rule, cast(discharge_date as varchar)
        from read_parquet('{files}', hive_partitioning = true) where admission_date = date '2018-06-01' order by all""")


SOONER = year_file(STRANGER, "2019-12-20", "2019-12-31", "3", "1920")
"""The same in a year whose records end before it does."""
UNCONFIRMED = [(month, "open_unconfirmed", None) for month in MONTHS]
STALE = [(month, "stale_open", "2019-03-31") for month in MONTHS]


@pytest.mark.parametrize(
    ("later", "is_complete", "affected", "after"),
    [
        ((LATER,), True, ["2019-10"], STALE),
        ((SOONER,), False, [], UNCONFIRMED),
        ((REPEATED, LATER), True, ["2019-10"], UNCONFIRMED),
    ],
    ids=["complete", "provisional", "repeated"],
)
def test_a_later_year(
    world: World,
    later: tuple[str, ...],
    *,
    is_complete: bool,
    affected: list[str],
    after: list[tuple[object, ...]],
) -> None:
    """It reaches the months that are published, unless it is provisional or has the episode still."""
    assert stays(world) == UNCONFIRMED
    assert data_years(world) == {"2018/19": "provisional"}

    world.beside |= {f"HES_APC_1920_{n}.txt": text for n, text in enumerate(later)}
    assert world.run("--month", "2019-11", "--restate") == 0
    assert data_years(world) == {
        "2018/19": "complete",
        "2019/20": "complete" if is_complete else "provisional",
    }
    delivery = world.manifest.delivery
    assert delivery is not None
    assert list(delivery.affected) == affected
    assert world.run("--changed") == 0

    assert stays(world) == after


def data_years(world: World) -> dict[str, str]:
    """What the manifest says of data years."""
    method = world.manifest.method
    assert method is not None
    return method.data_years
