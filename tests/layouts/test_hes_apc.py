"""Layout hes_apc: a consultant episode a row, its columns found by name."""

from pathlib import Path

from linkage.engine.base import Engine
from tests.layouts.files import absent, rows_of

HEADER = "EPIKEY|TOKEN_PERSON_ID|NEWNHSNO|DOB|SEX|HOMEADD|EPISTART|EPIEND|PROVSPNOPS|AEKEY"
ROW = "1|P1|9990000018|04/03/1950|1|AB1  2CD|01/11/2019|03/11/2019|S1|0"
COLUMNS = (
    "record_key, person_key, nhs_number, birth_date, sex, postcode, start_date, end_date, "
    "provider_spell_number, attendance_key"
)


def test_by_name(engine: Engine, tmp_path: Path) -> None:
    """Text as it came, dates as YYYY-MM-DD; columns that are not there are null, and told."""
    rows = rows_of(engine, tmp_path, "hes_apc", f"{HEADER}\n{ROW}\n", COLUMNS)

    assert rows == [
        ("1", "P1", "9990000018", "1950-03-04", "1", "AB1  2CD", "2019-11-01", "2019-11-03", "S1", "0")
    ]
    assert "ADMIDATE" in absent(engine)


def test_a_row_without_its_keys(engine: Engine, tmp_path: Path) -> None:
    """It is set aside with the reason."""
    without = ROW.removeprefix("1"), ROW.replace("P1", "")
    rows = rows_of(engine, tmp_path, "hes_apc", "\n".join([HEADER, ROW, *without, ""]), "row_number")

    assert rows == [(2,)]
    assert engine.rows("select row_number, reason from quarantine order by 1") == [
        (3, "record_key_missing"),
        (4, "person_key_missing"),
    ]
