"""Small worlds, made once, and plain-Python readers of their files."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from linkage.engine.duckdb import DuckDBEngine
from synthetic.draws import Draws
from synthetic.settings import WorldSettings
from synthetic.tables import tables
from synthetic.world import WorldSummary, make_world
from tests.synthetic import raised_world

DID_NAMES = (
    "nhs_number", "status", "birth_date", "ethnic", "sex", "postcode", "practice", "setting", "referrer",
    "organisation", "request", "received", "test", "nicip", "snomed", "report", "site", "accession",
)  # fmt: skip

Record = dict[str, str]


@dataclass(frozen=True)
class Sent:
    """One line of a DID file."""

    month: str
    fields: list[str]

    @property
    def is_usable(self) -> bool:
        """Whether it has 18 fields, a test date and both parts of its key."""
        return len(self.fields) == len(DID_NAMES) and all(self.fields[place] for place in (12, 16, 17))

    @property
    def key(self) -> tuple[str, str]:
        """Site and accession number."""
        return self.fields[16], self.fields[17]


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
def sent(busy_world: Path) -> list[Sent]:
    """Every line of the DID files of the busy world, in the order in which they were sent."""
    return [
        Sent(path.stem.removeprefix("DID_"), line.split(","))
        for path in sorted((busy_world / "did").glob("*.csv"))
        for line in path.read_text("utf-8").splitlines()
    ]


@pytest.fixture(scope="session")
def events(busy_world: Path, sent: list[Sent]) -> list[Record]:
    """The last row of every event of the busy world, with its row of the truth under `truth_` names."""
    last = {line.key: dict(zip(DID_NAMES, line.fields, strict=True)) for line in sent if line.is_usable}
    truth = records(busy_world / "truth" / "truth.csv", ",")
    same = records(busy_world / "truth" / "same_person.csv", ",")
    split = {key for row in same for key in row.values()}
    assert len(truth) == len(last)
    return [
        {
            **last[told["site_code"], told["accession_number"]],
            **{f"truth_{name}": value for name, value in told.items()},
            "truth_split": "yes" if told["person_id"] in split else "",
        }
        for told in truth
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
def busy_engine(busy_settings: WorldSettings) -> Iterator[DuckDBEngine]:
    """A session that holds every table of the busy world."""
    session = DuckDBEngine()
    for table, query in tables(Draws(busy_settings.seed), busy_settings).items():
        session.create(table, query)
    yield session
    session.close()


@pytest.fixture(scope="session")
def world_engine() -> Iterator[DuckDBEngine]:
    """A session that holds every table of a world of 2,000 people."""
    session = DuckDBEngine()
    for table, query in tables(Draws(5), WorldSettings(people=2_000, seed=5)).items():
        session.create(table, query)
    yield session
    session.close()


@pytest.fixture(scope="session")
def raised_engine() -> Iterator[DuckDBEngine]:
    """A session that holds every table of the world with every rate of error turned up."""
    session = raised_world.made(raised_world.RAISED)
    yield session
    session.close()


@pytest.fixture(scope="session")
def raised_events(raised_engine: DuckDBEngine) -> list[raised_world.Taken]:
    """Its events."""
    return list(raised_world.taken(raised_engine, raised_world.RAISED))


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., tuple[Path, WorldSummary]]:
    """Make a world of 300 people (or other settings) in a folder of the test."""

    def make(
        folder: str = "world", people: int = 300, seed: int = 1, **others: object
    ) -> tuple[Path, WorldSummary]:
        settings = WorldSettings(people=people, seed=seed, **others)  # type: ignore[arg-type]
        return tmp_path / folder, make_world(tmp_path / folder, settings)

    return make
