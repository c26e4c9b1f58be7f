"""Values of every type that Parquet has, and small files with one column of such a type."""

import datetime as dt
import decimal
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from linkage.steps.inputs.source import Source

ROWS = 6
AN_UUID = uuid.UUID("E53201CE-c3e3-53ed-b3df-daf27fcbb8e9")
DAY, CLOCK = dt.date(1960, 7, 1), dt.time(9, 30, 15, 250_000)
MIDNIGHT = dt.datetime.fromisoformat("1960-07-01")
BY_LONDON = dt.datetime.fromisoformat("1960-06-30 23:00:00")
"""Midnight of DAY in London's summer, in UTC."""
MOMENT = dt.datetime.fromisoformat("1960-07-01 09:30:15")

VALUES: Mapping[str, tuple[pa.DataType, object]] = {
    "text": (pa.string(), "0930"),
    "large text": (pa.large_string(), "0930"),
    "text view": (pa.string_view(), "0930"),
    "dictionary of text": (pa.dictionary(pa.int32(), pa.string()), "0930"),
    "bytes": (pa.binary(), b"0930"),
    "large bytes": (pa.large_binary(), b"0930"),
    "byte view": (pa.binary_view(), b"0930"),
    "four bytes": (pa.binary(4), b"0930"),
    "JSON": (pa.json_(), "0930"),
    "bytes in Latin 1": (pa.binary(), b"\xa30930"),
    "UUID": (pa.uuid(), AN_UUID.bytes),
    "int8": (pa.int8(), 93),
    "int16": (pa.int16(), 930),
    "int32": (pa.int32(), 1072019),
    "int64": (pa.int64(), 100036738878040),
    "uint32": (pa.uint32(), 20190701),
    "uint64": (pa.uint64(), 9999999999999999),
    "dictionary of numbers": (pa.dictionary(pa.int8(), pa.int32()), 20190701),
    "half": (pa.float16(), 930.0),
    "float": (pa.float32(), 930.0),
    "double": (pa.float64(), 20190701.0),
    "double of 15 digits": (pa.float64(), 100036738878040.0),
    "lost digits": (pa.float64(), 1e20),
    "double with a fraction": (pa.float64(), 0.5),
    "double that is none": (pa.float64(), float("nan")),
    "decimal": (pa.decimal128(18, 0), decimal.Decimal(20190701)),
    "decimal with a scale": (pa.decimal128(18, 2), decimal.Decimal(9990002009)),
    "decimal with a fraction": (pa.decimal128(18, 2), decimal.Decimal("0.50")),
    "long decimal": (pa.decimal256(60, 0), decimal.Decimal(10**12)),
    "short decimal": (pa.decimal32(6, 1), decimal.Decimal(930)),
    "truth": (pa.bool_(), True),
    "day": (pa.date32(), DAY),
    "day in ms": (pa.date64(), DAY),
    "clock in s": (pa.time32("s"), CLOCK.replace(microsecond=0)),
    "clock in ms": (pa.time32("ms"), CLOCK),
    "clock in us": (pa.time64("us"), CLOCK),
    "clock in ns": (pa.time64("ns"), CLOCK),
    "midnight in s": (pa.timestamp("s"), MIDNIGHT),
    "midnight in ms": (pa.timestamp("ms"), MIDNIGHT),
    "midnight in us": (pa.timestamp("us"), MIDNIGHT),
    "midnight in ns": (pa.timestamp("ns"), MIDNIGHT),
    "midnight in UTC": (pa.timestamp("us", "UTC"), MIDNIGHT),
    "midnight in London": (pa.timestamp("us", "Europe/London"), BY_LONDON),
    "midnight an hour on": (pa.timestamp("us", "+01:00"), BY_LONDON),
    "London's midnight in UTC": (pa.timestamp("ms", "UTC"), BY_LONDON),
    "London's midnight unsaid": (pa.timestamp("ns"), BY_LONDON),
    "a moment": (pa.timestamp("us"), MOMENT),
    "a moment in UTC": (pa.timestamp("us", "UTC"), MOMENT),
    "nothing": (pa.null(), None),
    "length of time": (pa.duration("s"), dt.timedelta(1)),
    "list": (pa.list_(pa.string()), ["x"]),
    "struct": (pa.struct([("a", pa.string())]), {"a": "x"}),
    "map": (pa.map_(pa.string(), pa.string()), [("a", "x")]),
}


def written(
    path: Path, names: Sequence[str], rows: Sequence[Sequence[str]], typed: Mapping[str, pa.Array]
) -> Path:
    """A Parquet file whose columns are text but those of `typed`."""
    columns = {name: pa.array([row[place] for row in rows]) for place, name in enumerate(names)}
    pq.write_table(pa.table({**columns, **typed}), path)
    return path


def ecds_file(path: Path, typed: Mapping[str, pa.Array]) -> Source:
    """Attendances of one hospital, sound but for the columns of `typed`; ROWS of them."""
    names = ("EC_IDENT", "TOKEN_PERSON_ID", "NEWNHSNO", "DOB", "SEX", "HOMEADD", "ARRIVAL_DATE")
    rows = [
        (f"E{n}", f"P{n}", f"999000000{n}", f"1960-01-0{n + 1}", "1", "AB1 2CD", "2019-11-01")
        for n in range(ROWS)
    ]
    written(path, names, rows, typed)
    return Source("ecds", (path,), "|", {}, "TOKEN_PERSON_ID", (), path.parent)
