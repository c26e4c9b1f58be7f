"""Layout ods_organisations: 27 fields without a header; a site with its parent and its days."""

from pathlib import Path

import pytest

from linkage.engine.base import Engine
from linkage.errors import InputError
from linkage.layouts.ods_organisations import LAYOUT
from tests.layouts.files import read_lookup
from tests.tables import rows


def line(**fields: str) -> str:
    """A line of such a file, as the service quotes it."""
    return ",".join(f'"{fields.get(name, "")}"' for name in LAYOUT.order) + "\r\n"


def test_sites_and_trusts(engine: Engine, tmp_path: Path) -> None:
    """Recognised without being named; a trust has no parent, and a comma in a name is none between fields."""
    trust = line(ORGANISATION_CODE="RXA", NAME="ALPHA, BETA NHS TRUST", OPEN_DATE="19930401")
    site = line(
        ORGANISATION_CODE="A1B2C",
        NAME="GAMMA HOSPITAL",
        OPEN_DATE="20210401",
        CLOSE_DATE="20230331",
        PARENT_ORGANISATION_CODE="RXA",
        POSTCODE="AB1 2CD",
    )

    read_lookup(engine, tmp_path, "sites", trust + site)

    names = "record_key, provider_code, successor_code, valid_from, valid_to"
    assert engine.rows(f"select {names} from sites_raw order by row_number") == [
        ("RXA", None, None, "1993-04-01", None),
        ("A1B2C", "RXA", None, "2021-04-01", "2023-03-31"),
    ]


@pytest.mark.parametrize("drawn", rows("""
    code  | open     | fields
    ------+----------+-------
    RXA   | 19930401 | 26
    RXA   | 1993-04  | 27
    R-A   | 19930401 | 27
"""))  # fmt: skip
def test_what_does_not_look_so_is_not_taken_for_it(
    engine: Engine, tmp_path: Path, drawn: dict[str, str]
) -> None:
    """Another number of fields, or a first row whose fields have other shapes: the usual header is asked for."""
    written = line(ORGANISATION_CODE=drawn["code"], OPEN_DATE=drawn["open"]).rstrip().split(",")
    with pytest.raises(InputError, match="is no header with the names SITE"):
        read_lookup(engine, tmp_path, "sites", ",".join(written[: int(drawn["fields"])]) + "\n")
