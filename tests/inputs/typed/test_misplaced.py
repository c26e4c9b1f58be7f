"""Columns of Parquet in each other's place are found as those of text are, whatever their types."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest

from linkage.engine.base import Engine
from linkage.errors import InputError
from linkage.layouts import ecds
from linkage.steps.inputs.read import read_inputs
from tests.inputs.typed.siblings import AN_UUID, ROWS, ecds_file

POSTCODES = pa.array(["AB1 2CD"] * ROWS)
MISPLACED = {
    "postcodes for birth dates": ("DOB", POSTCODES),
    "postcodes in a dictionary": ("DOB", POSTCODES.dictionary_encode()),
    "UTF-8 bytes for birth dates": ("DOB", POSTCODES.cast(pa.binary())),
    "numbers of ten digits": ("DOB", pa.array([9990000001] * ROWS)),
    "fractions for start dates": ("ARRIVAL_DATE", pa.array([0.5] * ROWS)),
    "days for sexes": ("SEX", pa.array([dt.date(1960, 7, 1)] * ROWS)),
    "UUIDs for sexes": ("SEX", pa.array([AN_UUID.bytes] * ROWS, pa.uuid())),
}


@pytest.mark.parametrize(("column", "values"), MISPLACED.values(), ids=MISPLACED)
def test_a_column_out_of_place(engine: Engine, tmp_path: Path, column: str, values: pa.Array) -> None:
    """The same words as of text, and no value."""
    with pytest.raises(
        InputError, match=rf"\({column}\): 0 of {ROWS} values are .*Are columns swapped"
    ) as refusal:
        read_inputs(engine, [ecds_file(tmp_path / "a.parquet", {column: values})])

    assert "AB1" not in str(refusal.value)


def test_a_column_that_is_hardly_filled_proves_nothing(engine: Engine, tmp_path: Path) -> None:
    """As of text."""
    values = pa.array(["AB1 2CD", *[None] * (ROWS - 1)])

    read_inputs(engine, [ecds_file(tmp_path / "a.parquet", {"DOB": values})])

    assert engine.rows("select count(*) from ecds_raw") == [(ROWS,)]


def test_columns_that_we_do_not_know_may_be_of_any_type(engine: Engine, tmp_path: Path) -> None:
    """A list beside ours is passed over, and so is a struct that holds one of our names."""
    beside = {
        "LISTED": pa.array([["x"]] * ROWS),
        "EXTRA": pa.array([{"SEX": "9"}] * ROWS),
        "TOOK": pa.array([dt.timedelta(1)] * ROWS),
    }

    read_inputs(engine, [ecds_file(tmp_path / "a.parquet", beside)])

    assert engine.rows("select distinct sex from ecds_raw") == [("1",)]


@pytest.mark.parametrize("key", ["EC_IDENT", "TOKEN_PERSON_ID"])
def test_a_key_that_is_never_there(engine: Engine, tmp_path: Path, key: str) -> None:
    """A column of nothing has no keys: no row could be used."""
    with pytest.raises(InputError, match=rf"column {key} \(null\) is empty in every row"):
        read_inputs(engine, [ecds_file(tmp_path / "a.parquet", {key: pa.nulls(ROWS)})])


def test_every_problem_of_every_file_at_once(engine: Engine, tmp_path: Path) -> None:
    """Before anything is read."""
    first = ecds_file(
        tmp_path / "a.parquet", {"DOB": pa.array([True] * ROWS), "SEX": pa.array([["1"]] * ROWS)}
    )
    second = ecds_file(tmp_path / "b.parquet", {"HOMEADD": pa.array([{"line": "x"}] * ROWS)})

    with pytest.raises(InputError) as refusal:
        read_inputs(engine, [replace(first, files=(*first.files, *second.files))])

    told = str(refusal.value).splitlines()
    assert told[0] == "2 files cannot be used:"
    assert "a.parquet: column DOB (bool) holds true and false" in told[1]
    assert "column SEX (list) holds no single values" in told[1]
    assert "b.parquet: column HOMEADD (struct) holds no single values" in told[2]


SHAPED = [one.theirs for one in ecds.LAYOUT.columns if one.shape is not None]


@pytest.mark.parametrize("column", SHAPED)
def test_every_column_that_has_a_shape_is_held_to_it(engine: Engine, tmp_path: Path, column: str) -> None:
    """Whichever they are: what the layout says of text holds of Parquet too."""
    values = pa.array(["~ no such value ~"] * ROWS).dictionary_encode()

    with pytest.raises(InputError, match=rf"\({column}\): 0 of {ROWS} values are "):
        read_inputs(engine, [ecds_file(tmp_path / "a.parquet", {column: values})])
