"""The ledger of a file is checked, not asserted: three counts from three places."""

from pathlib import Path

import pyarrow as pa
import pytest

from linkage.engine.base import Engine
from linkage.errors import IntegrityError
from linkage.steps.inputs import ledger, rows
from linkage.steps.inputs.read import read_inputs
from linkage.steps.inputs.source import InputFile
from linkage.steps.inputs.text.lines import Lines
from tests.inputs.sample import did, did_row, put, text

CONTENT = text([did_row(1), ["short"], did_row(2)])


def test_a_row_lost_on_the_way_to_the_raw_table(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stops the job with exit code 7, naming the file and by how much."""
    whole = rows.raw_sql
    monkeypatch.setattr(
        "linkage.steps.inputs.read.raw_sql",
        lambda *about, **more: f"{whole(*about, **more)} and row_number > 1",
    )

    with pytest.raises(
        IntegrityError, match=r"a.csv: the ledger does not balance: .* is out by 1;"
    ) as problem:
        read_inputs(engine, [did(put(tmp_path, "a.csv", CONTENT))])

    assert problem.value.exit_code == 7


def test_a_row_lost_on_the_way_into_the_database(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reader's own count is the one that counts."""
    given = Lines._given

    def one_short(lines: Lines, numbers: pa.Array, rows: pa.Array) -> object:
        batch = given(lines, numbers, rows)
        return batch.slice(1)

    monkeypatch.setattr(Lines, "_given", one_short)

    with pytest.raises(IntegrityError, match=r"a.csv: 3 rows left the file and 2 arrived"):
        read_inputs(engine, [did(put(tmp_path, "a.csv", CONTENT))])


def test_a_balance_is_kept_file_by_file(tmp_path: Path) -> None:
    """A row too many in one file does not make up for a row too few in another."""
    source = did(tmp_path / "a.csv")
    read = ledger.Read(InputFile(1, source, source.files[0]), "", 10)

    ledger.check_balance(read, 7, 3)
    with pytest.raises(IntegrityError, match="out by -1"):
        ledger.check_balance(read, 8, 3)
