"""Layout ncras_csv: 19 columns under a header, the derived referrer and SNOMED CT code among them."""

from pathlib import Path

from linkage.engine.base import Engine
from tests.layouts.files import absent, rows_of
from tests.layouts.stored import COLUMNS, EVENT, NCRAS, ROW, line


def test_its_columns(engine: Engine, tmp_path: Path) -> None:
    """PATIENT_ID is passed over; the referrer is the derived one, and there is no provider."""
    rows = rows_of(engine, tmp_path, "ncras_csv", f"{NCRAS}\n{line(NCRAS, ROW)}\n", COLUMNS)

    assert len(NCRAS.split(",")) == 19
    assert rows == [(*("99" if value == "C1234567" else value for value in EVENT[:15]), None, *EVENT[16:])]
    assert absent(engine) == set()


def test_in_any_order_and_case(engine: Engine, tmp_path: Path) -> None:
    """Columns are found by name."""
    names = ",".join(reversed(NCRAS.split(",")))
    row = line(names, ROW)
    rows = rows_of(engine, tmp_path, "ncras_csv", f"{names.lower()}\n{row}\n", "nhs_number, accession_number")

    assert rows == [("9990000018", "ACC 1")]
