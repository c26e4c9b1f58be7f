"""Columns that are several of the file, DIAG_02 to DIAG_20 and so on: read as one text, each value at its place."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkage.engine.base import Engine
from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.inputs.read import read_inputs
from linkage.steps.inputs.source import Source
from linkage.steps.inputs.text.series import joined_sql
from tests.layouts.files import rows_of

IDENTIFIED = "EPIKEY|TOKEN_PERSON_ID|NEWNHSNO|DOB|SEX|HOMEADD|EPISTART"
PERSON = "1|P1|9990000018|1950-03-04|1|AB1 2CD|2019-11-04"
TOLD = "other_diagnoses, other_procedures, procedure_days"


@pytest.mark.parametrize(
    ("names", "values", "told"),
    [
        ("DIAG_01|DIAG_02|DIAG_03|DIAG_04", "A01|B02|C03|", ("B02|C03", None, None)),
        ("DIAG_02|DIAG_03|DIAG_04", "B02||D04", ("B02||D04", None, None)),
        ("DIAG_04|DIAG_02", "D04|B02", ("B02||D04", None, None)),
        ("DIAG_02|SITETRET|DIAG_03", "B02|RXX01|C03", ("B02|C03", None, None)),
        ("DIAG_4_02|DIAG_02", "B020|B029", ("B029", None, None)),
        ("DIAG02|diag_4_03", "B02|C03", ("B02|C03", None, None)),
        ("DIAG_02_1920|DIAG_03_1920", "B02|C03", ("B02|C03", None, None)),
        ("DIAG_3_02|DIAG_3_03", "B02|C03", (None, None, None)),
        ("DIAG_02|DIAG_03", "|", (None, None, None)),
        ("OPERTN_01|OPERTN_02|OPDATE_01|OPDATE_02", "U21|W37|2019-11-04|2019-11-05",
         (None, "W37", "2019-11-04|2019-11-05")),
        ("OPDATE_01|OPDATE_24", "|2019-11-05", (None, None, "|" * 23 + "2019-11-05")),
    ],
)  # fmt: skip
def test_each_value_at_its_place(
    engine: Engine, tmp_path: Path, names: str, values: str, told: tuple[str | None, ...]
) -> None:
    """Whatever stands between them in the file, and whatever of them it lacks."""
    content = f"{IDENTIFIED}|{names}\n{PERSON}|{values}\n"

    assert rows_of(engine, tmp_path, "hes_apc", content, TOLD) == [told]


def test_quoted_and_spaced(engine: Engine, tmp_path: Path) -> None:
    """As a value of any column is read."""
    content = f'{IDENTIFIED}|DIAG_02|DIAG_03\n{PERSON}|"B02"| C03 \n'

    assert rows_of(engine, tmp_path, "hes_apc", content, "other_diagnoses") == [("B02|C03",)]


def test_a_file_of_parquet(engine: Engine, tmp_path: Path) -> None:
    """The same of its columns."""
    row = dict(zip(IDENTIFIED.split("|"), PERSON.split("|"), strict=True)) | {
        "DIAG_03": "C03",
        "DIAG_02": "B02",
    }
    path = tmp_path / "apc.parquet"
    pq.write_table(pa.table({name: [value] for name, value in row.items()}), path)
    read_inputs(engine, [Source("apc", (path,), "|", {}, "TOKEN_PERSON_ID", (), tmp_path)])

    assert engine.rows("select other_diagnoses from apc_raw") == [("B02|C03",)]


SLOTS = st.dictionaries(st.integers(1, 9), st.sampled_from(["", "B02", "C03"]), min_size=1, max_size=6)


@settings(max_examples=10, deadline=None)
@given(st.lists(SLOTS, min_size=8, max_size=8))
def test_the_place_is_kept(several: list[dict[int, str]]) -> None:
    """For any columns that files have of a series: cut at the marks, each value is at the place of its column."""
    told = (joined_sql([f"nullif('{value}', '')" for value in of.values()], list(of)) for of in several)

    engine = DuckDBEngine()
    (found,) = engine.rows(f"select {', '.join(told)}")
    engine.close()

    for of, text in zip(several, found, strict=True):
        expected = "|".join(of.get(nth, "") for nth in range(1, 10)).rstrip("|")
        assert (text or "") == expected
