"""Spark on a part that names the rows of an earlier file: it knows no order of rows in files, and joins them."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from linkage.engine.base import Engine
from linkage.steps.inputs.again.known import LIKENESS, TABLES, Known

pytestmark = pytest.mark.spark


def test_rows_of_an_earlier_file(spark: Engine, tmp_path: Path) -> None:
    """Each with its number of now."""
    rows, numbers, lost = (tmp_path / f"{name}.parquet" for name in TABLES)
    known = Known(rows, numbers, lost, "a")
    bits = [0, 2**62, 2**63 - 1]
    pq.write_table(
        pa.table({"row_number": [2, 3, 5], "record_key": ["a", "b", "c"], LIKENESS: bits}), known.rows
    )
    pq.write_table(pa.table({"before_row": [2, 3, 5], "row_number": [7, None, 2]}), known.numbers)

    query = known.sql(spark, ("record_key",))
    assert spark.rows(f"select * from ({query}) as known order by 1") == [(2, "c"), (7, "a")]
