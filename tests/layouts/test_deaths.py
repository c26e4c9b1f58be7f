"""Layout deaths: a person key and a date of death a row."""

from pathlib import Path

from linkage.engine.base import Engine
from tests.layouts.files import rows_of


def test_by_name(engine: Engine, tmp_path: Path) -> None:
    """Under either name of the date; a row without a person is set aside."""
    for name in ("DATE_OF_DEATH", "Reg_Date_of_Death"):
        content = f"TOKEN_PERSON_ID,{name}\nP1,01/04/2026\n,01/04/2026\n"

        assert rows_of(engine, tmp_path, "deaths", content, "person_key, death_date") == [
            ("P1", "2026-04-01")
        ]
        assert engine.rows("select row_number, reason from quarantine") == [(3, "person_key_missing")]
