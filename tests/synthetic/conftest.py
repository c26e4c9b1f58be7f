"""Small worlds, made once, and plain-Python readers of their files."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from linkage.engine.duckdb import DuckDBEngine
from synthetic.draws import Draws
from synthetic.settings import WorldSettings
from synthetic.tables import tables
from synthetic.world import WorldSummary, make_world

DID_NAMES = (
    "nhs_number", "status", "birth_date", "ethnic", "sex", "postcode", "practice", "setting", "referrer",
    "organisation", "request", "received", "test", "nicip", "snomed", "report", "site", "accession",
)  # fmt: skip

Record = dict[str, str]


def records(path: Path, delimiter: str, names: tuple[str, ...] | None = None) -> list[Record]:
    """Every row of a text file by column name; without `names` the first line gives them."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE))
    header = names or rows.pop(0)
    return [dict(zip(header, row, strict=True)) for row in rows]


def is_valid(number: str) -> bool:
    """Ten digits, not a palindrome, and the check digit of modulus 11 (weights 10 to 2)."""
    if len(number) != 10 or not number.isdigit() or number == number[::-1]:
        return False
    check = 11 - sum((10 - place) * int(digit) for place, digit in enumerate(number[:9])) % 11
    return check != 10 and check % 11 == int(number[9])


@pytest.fixture(scope="session")
def is_valid_number() -> Callable[[str], bool]:
    """The plain-Python judge of NHS numbers."""
    return is_valid


@pytest.fixture(scope="session")
def busy_settings() -> WorldSettings:
    """2,000 people over two months with far more imaging than usual, so that rates can be measured."""
    return WorldSettings(people=2_000, seed=13, months=2, events_per_person_month=1.5)


@pytest.fixture(scope="session")
def busy_world(tmp_path_factory: pytest.TempPathFactory, busy_settings: WorldSettings) -> Path:
    """Folder of the world of `busy_settings`."""
    folder = tmp_path_factory.mktemp("busy") / "world"
    make_world(folder, busy_settings)
    return folder


@pytest.fixture(scope="session")
def events(busy_world: Path) -> list[Record]:
    """Every DID row of the busy world, month after month, with its row of the truth under `truth_` names."""
    rows = [
        row for path in sorted((busy_world / "did").glob("*.csv")) for row in records(path, ",", DID_NAMES)
    ]
    truth = records(busy_world / "truth" / "truth.csv", ",")
    return [
        {**row, **{f"truth_{name}": value for name, value in told.items()}}
        for row, told in zip(rows, truth, strict=True)
    ]


@pytest.fixture(scope="session")
def hospital(busy_world: Path) -> dict[str, list[Record]]:
    """Every row of the HES files of the busy world, by data set: APC, OP, AE."""
    return {
        dataset: [
            row
            for path in sorted((busy_world / "hes").glob(f"HES_{dataset}_*.txt"))
            for row in records(path, "|")
        ]
        for dataset in ("APC", "OP", "AE")
    }


@pytest.fixture(scope="session")
def world_engine() -> Iterator[DuckDBEngine]:
    """A session that holds every table of a world of 2,000 people."""
    session = DuckDBEngine()
    for table, query in tables(Draws(5), WorldSettings(people=2_000, seed=5)).items():
        session.create(table, query)
    yield session
    session.close()


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., tuple[Path, WorldSummary]]:
    """Make a world of 300 people (or other settings) in a folder of the test."""

    def make(
        folder: str = "world", people: int = 300, seed: int = 1, **others: object
    ) -> tuple[Path, WorldSummary]:
        settings = WorldSettings(people=people, seed=seed, **others)  # type: ignore[arg-type]
        return tmp_path / folder, make_world(tmp_path / folder, settings)

    return make
