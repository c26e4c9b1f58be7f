"""Every type that Parquet has, in a column of every kind: the text that is read, or why it is not."""

from pathlib import Path

import pyarrow as pa
import pytest

from linkage.errors import InputError
from linkage.steps.inputs.plan import plan_reading
from linkage.steps.inputs.typed.parquet_rows import ParquetRows
from tests.inputs.typed.siblings import ROWS, VALUES, ecds_file
from tests.tables import rows

OF_KIND = {
    "date": ("EC_DEPARTURE_DATE", "departure_date"),
    "time": ("ARRIVAL_TIME", "arrival_time"),
    "flag": ("FINISHED_INDICATOR", "finished"),
    "text": ("EC_DEPARTMENT_TYPE", "department_type"),
}
REFUSED = {
    "!": "wanted: write it as",
    "no text": "not UTF-8 text",
    "no day": "no midnights",
    "no value": "no single values",
}
"""What a cell says of a refusal, and words of its message."""

TABLE = rows("""
    type                     | date       | time     | flag            | text
    -------------------------+------------+----------+-----------------+-------------------------------------
    text                     | 0930       | 0930     | 0930            | 0930
    large text               | 0930       | 0930     | 0930            | 0930
    text view                | 0930       | 0930     | 0930            | 0930
    dictionary of text       | 0930       | 0930     | 0930            | 0930
    bytes                    | 0930       | 0930     | 0930            | 0930
    large bytes              | 0930       | 0930     | 0930            | 0930
    byte view                | 0930       | 0930     | 0930            | 0930
    four bytes               | 0930       | 0930     | 0930            | 0930
    JSON                     | 0930       | 0930     | 0930            | 0930
    bytes in Latin 1         | no text    | no text  | no text         | no text
    UUID                     | !          | !        | !               | e53201ce-c3e3-53ed-b3df-daf27fcbb8e9
    int8                     | 93         | 93       | 93              | 93
    int16                    | 930        | 0930     | 930             | 930
    int32                    | 01072019   | 1072019  | 1072019         | 1072019
    int64                    | 100036738878040 | 100036738878040 | 100036738878040 | 100036738878040
    uint32                   | 20190701   | 20190701 | 20190701        | 20190701
    uint64                   | 9999999999999999 | 9999999999999999 | 9999999999999999 | 9999999999999999
    dictionary of numbers    | 20190701   | 20190701 | 20190701        | 20190701
    half                     | 930        | 0930     | 930             | 930
    float                    | 930        | 0930     | 930             | 930
    double                   | 20190701   | 20190701 | 20190701        | 20190701
    double of 15 digits      | 100036738878040 | 100036738878040 | 100036738878040 | 100036738878040
    lost digits              | 1e+20      | 1e+20    | 1e+20           | 1e+20
    double with a fraction   | 0.5        | 0.5      | 0.5             | 0.5
    double that is none      |            |          |                 |
    decimal                  | 20190701   | 20190701 | 20190701        | 20190701
    decimal with a scale     | 9990002009 | 9990002009 | 9990002009    | 9990002009
    decimal with a fraction  | 0.50       | 0.50     | 0.50            | 0.50
    long decimal             | 1000000000000 | 1000000000000 | 1000000000000 | 1000000000000
    short decimal            | 930        | 0930     | 930             | 930
    truth                    | !          | !        | true            | !
    day                      | 1960-07-01 | !        | !               | 1960-07-01
    day in ms                | 1960-07-01 | !        | !               | 1960-07-01
    clock in s               | !          | 09:30:15 | !               | 09:30:15
    clock in ms              | !          | 09:30:15 | !               | 09:30:15
    clock in us              | !          | 09:30:15 | !               | 09:30:15
    clock in ns              | !          | 09:30:15 | !               | 09:30:15
    midnight in s            | 1960-07-01 | 00:00:00 | !               | 1960-07-01
    midnight in ms           | 1960-07-01 | 00:00:00 | !               | 1960-07-01
    midnight in us           | 1960-07-01 | 00:00:00 | !               | 1960-07-01
    midnight in ns           | 1960-07-01 | 00:00:00 | !               | 1960-07-01
    midnight in UTC          | 1960-07-01 | 01:00:00 | !               | 1960-07-01
    midnight in London       | 1960-07-01 | 00:00:00 | !               | 1960-07-01
    midnight an hour on      | 1960-07-01 | 00:00:00 | !               | 1960-07-01
    London's midnight in UTC | 1960-07-01 | 00:00:00 | !               | 1960-07-01
    London's midnight unsaid | 1960-07-01 | 23:00:00 | !               | 1960-07-01
    a moment                 | 1960-07-01 | 09:30:15 | !               | 1960-07-01
    a moment in UTC          | no day     | 10:30:15 | !               | no day
    nothing                  |            |          |                 |
    length of time           | no value   | no value | no value        | no value
    list                     | no value   | no value | no value        | no value
    struct                   | no value   | no value | no value        | no value
    map                      | no value   | no value | no value        | no value
""")


def test_the_table_has_every_sibling() -> None:
    """None is made and not drawn."""
    assert [row["type"] for row in TABLE] == list(VALUES)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: str(row["type"]))
def test_read_or_refused(tmp_path: Path, row: dict[str, str | None]) -> None:
    """All columns in one file where all can be read; else each that cannot be, by its name and type, at once."""
    arrow, value = VALUES[str(row["type"])]
    column = pa.array([value] * (ROWS - 2) + [None] * 2, arrow)
    refused = {kind: REFUSED[str(row[kind])] for kind in OF_KIND if row[kind] in REFUSED}
    sound = {kind: names for kind, names in OF_KIND.items() if kind not in refused}

    if refused:
        source = ecds_file(tmp_path / "bad.parquet", {OF_KIND[kind][0]: column for kind in refused})
        with pytest.raises(InputError) as refusal:
            plan_reading([source])
        told = str(refusal.value)
        assert told.startswith("bad.parquet: column ")
        one = next(iter(refused))
        named = list(refused) if refused[one] != REFUSED["no text"] else [one]
        assert all(f"column {OF_KIND[kind][0]} (" in told and refused[kind] in told for kind in named), told
    if sound:
        source = ecds_file(tmp_path / "good.parquet", {names[0]: column for names in sound.values()})
        plan = plan_reading([source])[0]
        read = ParquetRows(plan.file, plan.typed, plan.names).reader().read_all()
        for kind, (_, ours) in sound.items():
            assert read[ours].to_pylist() == [row[kind]] * (ROWS - 2) + [None] * 2, kind
