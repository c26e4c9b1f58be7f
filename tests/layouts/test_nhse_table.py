"""Layout nhse_table: the 83 columns of the national table, as text and as Parquet; what was derived is passed over."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from linkage.engine.base import Engine
from linkage.steps.inputs.read import read_inputs
from linkage.steps.inputs.source import Source
from tests.layouts.files import absent, rows_of
from tests.layouts.stored import COLUMNS, EVENT, ROW, TABLE, line


def test_its_columns(engine: Engine, tmp_path: Path) -> None:
    """The submitted values; Person_ID, which every row has, is read as nothing."""
    rows = rows_of(engine, tmp_path, "nhse_table", f"{TABLE}\n{line(TABLE, ROW)}\n", COLUMNS)

    assert len(TABLE.split(",")) == 83
    assert rows == [EVENT]
    assert absent(engine) == set()


def test_as_parquet(engine: Engine, tmp_path: Path) -> None:
    """With the types of the table: dates, a small number for the gender, and a nested column that is passed over."""
    dates = {name for name in TABLE.split(",") if name.endswith("_DATE") or name == "DATE_OF_BIRTH"}
    columns: dict[str, pa.Array] = {
        name: pa.array(
            [date.fromisoformat(ROW[name])] if name in dates and name in ROW else [ROW.get(name, "x")]
        )
        for name in TABLE.split(",")
    }
    columns["GENDER_CODE"] = pa.array([1], pa.int8())
    columns["MPSConfidence"] = pa.array([{"MatchedConfidencePercentage": 100.0}])
    columns["META"] = pa.array([{"EVENT_ID": "1:0"}])
    path = tmp_path / "dids.parquet"
    pq.write_table(pa.table(columns), path)
    read_inputs(engine, [Source("did", (path,), ",", {}, None, (), tmp_path, layout="nhse_table")])

    assert engine.rows(f"select {COLUMNS} from did_raw") == [EVENT]
