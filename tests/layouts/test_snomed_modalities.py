"""Layout snomed_modalities: NHS England's lookup of imaging codes, as JSON lines or with a header."""

import json
from pathlib import Path

import pytest

from linkage.engine.base import Engine
from linkage.errors import InputError
from tests.layouts.files import read_lookup

ROW = {
    "DSS_KEY": 1,
    "SCT_ID": "169069000",
    "MODALITY_ID": "77477000",
    "MODALITY": "Computerized axial tomography (procedure)",
    "SUB_MODALITY": "",
    "REGION": "Thoracic structure (body structure)",
    "SYSTEM": "",
    "RECORD_START_DATE": "2013-04-01",
    "LOOKUP_IS_CURRENT": 1,
}
NAMES = "record_key, modality, sub_modality, body_region, body_system, valid_from, is_current"
READ = ("169069000", ROW["MODALITY"], None, ROW["REGION"], None, "2013-04-01", "1")


def as_json(*rows: object) -> str:
    """One object a line."""
    return "".join(f"{json.dumps(row)}\n" for row in rows)


def as_csv(*rows: dict[str, object]) -> str:
    """With a header."""
    return "".join(",".join(map(str, line)) + "\n" for line in (ROW, *(row.values() for row in rows)))


@pytest.mark.parametrize(
    "written", [as_json(ROW), as_csv(ROW), f"\n{as_json(ROW)}\n \n"], ids=["JSON", "CSV", "blank lines"]
)
def test_a_code_and_what_it_examines(engine: Engine, tmp_path: Path, written: str) -> None:
    """The same rows whichever way they are written; what is blank is null, and numbers are digits."""
    read_lookup(engine, tmp_path, "modality", written)

    assert engine.rows(f"select {NAMES} from modality_raw") == [READ]
    assert engine.rows("select rows_read, rows_accepted from input_file") == [(1, 1)]


def test_a_value_that_a_later_row_alone_has(engine: Engine, tmp_path: Path) -> None:
    """Objects need not have the same names: the end of a period stands only where it has ended."""
    bare = {name: value for name, value in ROW.items() if name not in ("REGION", "DSS_KEY")}
    read_lookup(engine, tmp_path, "modality", as_json(bare, ROW))

    assert engine.rows("select body_region from modality_raw order by row_number") == [
        (None,),
        (ROW["REGION"],),
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{broken", "line 2: is no JSON object"),
        ("[1]", "line 2: is no JSON object"),
        ('{"SCT_ID": [1]}', "line 2: value 1 of its object is no text"),
    ],
)
def test_a_line_that_is_no_row_refuses_the_file(engine: Engine, tmp_path: Path, line: str, told: str) -> None:
    """By its line; what stands there is not shown."""
    with pytest.raises(InputError, match=told) as refusal:
        read_lookup(engine, tmp_path, "modality", f"{as_json(ROW)}{line}\n")

    assert "broken" not in str(refusal.value)
