"""A file of hospital records written as text, and as Parquet whose columns have any types that lose nothing, is one."""

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from linkage.engine.base import Engine
from tests.inputs.sample import APC_NAMES, accepted, apc, apc_row, put, text
from tests.inputs.typed.siblings import written

DAYS = ("DOB", "EPISTART", "EPIEND")
NUMBERS = ("NEWNHSNO", "SEX")
Form = Callable[[Sequence[str]], pa.Array]


def as_days(values: Sequence[str]) -> pa.Array:
    """Days as days."""
    return pa.array([dt.date.fromisoformat(value) for value in values])


def in_london(values: Sequence[str]) -> pa.Array:
    """As a program in London keeps them: midnights there, in UTC."""
    midnights = as_days(values).cast(pa.timestamp("us"))
    return pa.compute.assume_timezone(midnights, "Europe/London").cast(pa.timestamp("us", "UTC"))


TEXTS: dict[str, Form] = {
    "text": pa.array,
    "large text": lambda values: pa.array(values, pa.large_string()),
    "dictionary": lambda values: pa.array(values).dictionary_encode(),
    "bytes": lambda values: pa.array(values).cast(pa.binary()),
}
AS_DAYS: dict[str, Form] = {
    "day": as_days,
    "day in ms": lambda values: as_days(values).cast(pa.date64()),
    "midnight": lambda values: as_days(values).cast(pa.timestamp("ns")),
    "London": in_london,
}
AS_NUMBERS: dict[str, Form] = {
    "whole": lambda values: pa.array([int(value) for value in values], pa.int64()),
    "float": lambda values: pa.array([float(value) for value in values], pa.float64()),
    "decimal": lambda values: pa.array([int(value) for value in values], pa.int64()).cast(
        pa.decimal128(30, 3)
    ),
}


def forms_of(name: str) -> dict[str, Form]:
    """The forms that lose nothing of a column."""
    return TEXTS | (AS_DAYS if name in DAYS else AS_NUMBERS if name in NUMBERS else {})


@given(st.fixed_dictionaries({name: st.sampled_from(sorted(forms_of(name))) for name in APC_NAMES}))
@settings(max_examples=10, deadline=None, derandomize=True, database=None)
def test_one_file_in_every_form(engine: Engine, chosen: dict[str, str]) -> None:
    """Row by row and column by column; the number of the line alone is another, since text has a header."""
    rows = [apc_row(number) for number in range(12)]
    with TemporaryDirectory() as place:
        folder = Path(place)
        plain = put(folder, "a.txt", text([APC_NAMES, *rows], delimiter="|"))
        values = {name: [row[place] for row in rows] for place, name in enumerate(APC_NAMES)}
        typed = {name: forms_of(name)[chosen[name]](values[name]) for name in APC_NAMES}
        found = accepted(engine, apc(written(folder / "a.parquet", APC_NAMES, rows, typed)))

        assert [row[2:] for row in found] == [row[2:] for row in accepted(engine, apc(plain))]
        assert len(found) == len(rows)
