"""Layout nhse_csv: 74 human-readable names; read where identifiers were added, or are declared absent."""

from pathlib import Path

import pytest

from linkage.engine.base import Engine
from linkage.errors import InputError
from linkage.steps.inputs.read import read_inputs
from linkage.steps.inputs.source import Source
from tests.layouts.files import absent, rows_of
from tests.layouts.stored import ANALYST, COLUMNS, EVENT, ROW, line

ADDED = "NHS Number,Date of Birth,Postcode"
NONE = ("nhs_number", "birth_date", "postcode")


def test_with_identifiers_added(engine: Engine, tmp_path: Path) -> None:
    """Every field of an event."""
    names = f"{ANALYST},{ADDED}"

    assert rows_of(engine, tmp_path, "nhse_csv", f"{names}\n{line(names, ROW)}\n", COLUMNS) == [EVENT]
    assert absent(engine) == set()


def test_as_issued_it_is_refused(engine: Engine, tmp_path: Path) -> None:
    """Nothing in it links; the message says which columns are wanting, and what else there is."""
    assert len(ANALYST.split(",")) == 74
    with pytest.raises(
        InputError, match="it has no NHS Number, Date of Birth, Postcode, so nothing can be linked"
    ):
        rows_of(engine, tmp_path, "nhse_csv", f"{ANALYST}\n{line(ANALYST, ROW)}\n", COLUMNS)


def test_as_issued_it_is_read_where_that_is_declared(engine: Engine, tmp_path: Path) -> None:
    """For its events and waits alone."""
    path = tmp_path / "extract.csv"
    path.write_text(f"{ANALYST}\n{line(ANALYST, ROW)}\n", "utf-8")
    read_inputs(engine, [Source("did", (path,), ",", {}, None, (), tmp_path, absent=NONE, layout="nhse_csv")])
    lacking = {EVENT[0], EVENT[2], EVENT[5]}

    assert engine.rows(f"select {COLUMNS} from did_raw") == [
        tuple(None if value in lacking else value for value in EVENT)
    ]
