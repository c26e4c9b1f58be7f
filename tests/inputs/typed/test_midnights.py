"""Time stamps where days are wanted: of whose midnights they are, said once a column from all its values."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute
import pyarrow.parquet
import pytest

from linkage.engine.base import Engine
from linkage.errors import InputError
from linkage.layouts import ecds
from linkage.steps.inputs.read import read_inputs
from linkage.steps.inputs.source import Source
from linkage.steps.inputs.typed.london import Midnights, days
from tests.inputs.typed.siblings import ROWS, ecds_file
from tests.tables import rows

TABLE = rows("""
    zone          | moments as a clock of that zone shows them                 | read as
    --------------+------------------------------------------------------------+-----------------------------------
                  | 1960-07-01 00:00:00, 1961-01-01 00:00:00                   | 1960-07-01, 1961-01-01
                  | 1960-06-30 23:00:00, 1961-01-01 00:00:00                   | said 1960-07-01, 1961-01-01
                  | 1960-06-30 23:00:00, 1961-01-01 12:00:00                   | 1960-06-30, 1961-01-01
                  | 1960-06-30 23:59:59, 1961-01-01 23:59:59                   | 1960-06-30, 1961-01-01
                  | 1969-12-31 22:59:00, 1911-03-04 01:00:00                   | 1969-12-31, 1911-03-04
                  | 1960-06-30 23:00:00, 1961-07-01 00:00:00                   | mixed
    UTC           | 1960-07-01 00:00:00, 1961-01-01 00:00:00                   | 1960-07-01, 1961-01-01
    UTC           | 1960-06-30 23:00:00, 1961-01-01 00:00:00                   | said 1960-07-01, 1961-01-01
    UTC           | 1960-06-30 23:00:00, 1961-07-01 00:00:00                   | mixed
    UTC           | 1960-06-30 23:00:00, 1961-01-01 00:00:01                   | no day
    UTC           | 1960-01-01 23:00:00, 1961-01-01 00:00:00                   | no day
    UTC           | 1969-12-31 23:00:00, 1971-01-14 23:00:00                   | said 1970-01-01, 1971-01-15
    UTC           | 1941-07-07 22:00:00, 1941-12-01 23:00:00                   | said 1941-07-08, 1941-12-02
    UTC           | 1960-06-30 23:00:00, 1800-01-01 00:00:00                   | said 1960-07-01, 1800-01-01
    UTC           | 1960-06-30 23:00:00, 1801-01-01 00:01:15                   | said 1960-07-01, 1801-01-01
    UTC           | 1960-06-30 23:00:00, 1582-10-15 00:00:00                   | said 1960-07-01, 1582-10-15
    Europe/London | 1960-07-01 00:00:00, 1961-01-01 00:00:00                   | 1960-07-01, 1961-01-01
    Europe/London | 1960-07-01 00:00:00, 1961-01-01 09:30:00                   | no day
    +01:00        | 1960-07-01 00:00:00, 1961-07-01 00:00:00                   | 1960-07-01, 1961-07-01
    +01:00        | 1960-07-01 00:00:00, 1961-01-01 01:00:00                   | said 1960-07-01, 1961-01-01
    Europe/Paris  | 1990-07-01 00:00:00, 1991-01-01 00:00:00                   | 1990-07-01, 1991-01-01
    Europe/Paris  | 1990-07-01 01:00:00, 1991-01-01 01:00:00                   | said 1990-07-01, 1991-01-01
""")
REFUSED = {"mixed": "no day is sure", "no day": "no midnights"}


def moments(zone: str | None, drawn: str) -> pa.Array:
    """Time stamps of a zone, by what its own clock shows."""
    shown = pa.array([dt.datetime.fromisoformat(one) for one in drawn.split(", ")], pa.timestamp("ms"))
    if zone is None:
        return shown
    return pa.compute.assume_timezone(shown, zone) if zone != "+01:00" else hour_on(shown)


def hour_on(shown: pa.Array) -> pa.Array:
    """The same, of a zone that has an offset and no name."""
    return pa.compute.add(shown.cast(pa.int64()), -3_600_000).cast(pa.timestamp("ms", "+01:00"))


@pytest.mark.parametrize(("zone", "drawn", "read"), [tuple(row.values()) for row in TABLE])
def test_midnights(zone: str | None, drawn: str, read: str) -> None:
    """In whichever order the values come, and in however many pieces; a column of London's midnights is said."""
    column = moments(zone, drawn)
    for pieces in ([column], [column[:1], column[1:]], [column[1:], column[:1], column]):
        seen = Midnights(column.type)
        for piece in pieces:
            seen.see([piece])
        is_refused = seen.neither and zone is not None
        told = "mixed" if seen.is_mixed else "no day" if is_refused else ""
        said = "said " if seen.midnight == "london" else ""

        assert (told or said + ", ".join(map(str, days(column, seen.midnight).to_pylist()))) == read


def file_of(path: Path, zone: str | None, drawn: str) -> Source:
    """Attendances whose birth dates are such time stamps."""
    column = moments(zone, drawn)
    return ecds_file(path, {"DOB": pa.concat_arrays([column] * (ROWS // len(column)))})


def test_a_column_of_londons_midnights_is_said(engine: Engine, tmp_path: Path) -> None:
    """One warning names the column, its type and the files, and holds no day."""
    drawn = "1960-06-30 23:00:00, 1961-01-01 00:00:00"
    first = file_of(tmp_path / "a.parquet", "UTC", drawn)
    file_of(tmp_path / "b.parquet", "UTC", drawn)
    told: list[str] = []

    read_inputs(engine, [replace(first, files=(*first.files, tmp_path / "b.parquet"))], warn=told.append)

    told = [line for line in told if "time stamps" in line]
    assert len(told) == 1
    assert told[0].startswith("a.parquet, b.parquet: the time stamps of column DOB (timestamp[ms, tz=UTC])")
    assert "Europe/London" in told[0] and "1960" not in told[0]
    assert engine.rows("select distinct birth_date from ecds_raw order by 1") == [
        ("1960-07-01",),
        ("1961-01-01",),
    ]


@pytest.mark.parametrize(
    ("drawn", "words"),
    [
        ("1960-06-30 23:00:00, 1961-07-01 00:00:00", REFUSED["mixed"]),
        ("1960-06-30 23:00:00, 1961-01-01 00:00:01", REFUSED["no day"]),
    ],
)
def test_what_is_not_sure_is_refused(engine: Engine, tmp_path: Path, drawn: str, words: str) -> None:
    """Before anything is read: the message names the column and its type."""
    with pytest.raises(InputError, match=words) as refusal:
        read_inputs(engine, [file_of(tmp_path / "a.parquet", "UTC", drawn)])

    assert "a.parquet: column DOB (timestamp[ms, tz=UTC])" in str(refusal.value)
    assert "1960" not in str(refusal.value)


def test_when_something_happened_may_have_a_time(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A layout says so of a column; then a moment gives its day in London."""
    source = file_of(tmp_path / "a.parquet", "UTC", "1960-06-30 23:30:00, 1961-01-01 00:00:01")
    columns = tuple(replace(one, timed=one.ours == "birth_date") for one in ecds.LAYOUT.columns)
    monkeypatch.setattr(Source, "made_from", replace(ecds.LAYOUT, columns=columns))

    read_inputs(engine, [source])

    assert engine.rows("select distinct birth_date from ecds_raw order by 1") == [
        ("1960-07-01",),
        ("1961-01-01",),
    ]


def test_time_stamps_of_96_bits(engine: Engine, tmp_path: Path) -> None:
    """As Spark and Impala wrote them, in UTC without saying so; days that nanoseconds do not have are read."""
    source = file_of(
        tmp_path / "a.parquet", None, "1960-06-30 23:00:00, 1600-12-31 00:00:00, 1961-01-01 00:00:00"
    )
    path = source.files[0]
    pyarrow.parquet.write_table(
        pyarrow.parquet.read_table(path), path, use_deprecated_int96_timestamps=True, store_schema=False
    )

    read_inputs(engine, [source])

    assert engine.rows("select distinct birth_date from ecds_raw order by 1") == [
        ("1600-12-31",),
        ("1960-07-01",),
        ("1961-01-01",),
    ]
