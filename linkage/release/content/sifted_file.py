"""A file of a release without some of its rows: those that stay are as they were, in the order in which they lay."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from linkage.engine.arrow import ROW_GROUP_ROWS, coded, write_file


def staying(source: Path, column: str, gone: pa.Array) -> int:
    """How many rows of a file have none of the values `gone` in a column; a row without a value stays."""
    file = pq.ParquetFile(source)
    return sum(
        pc.sum(stays(rows, column, gone)).as_py() or 0
        for rows in file.iter_batches(ROW_GROUP_ROWS, columns=[column], use_threads=False)
    )


def write_sifted(source: Path, target: Path, column: str, gone: pa.Array) -> None:
    """
    Write these rows of a file as another one, as the engine would write them; a row group is held at a time.

    Its text is made anew: what only rows that are gone held is in no dictionary of it.
    """
    file = pq.ParquetFile(source, read_dictionary=coded(pq.ParquetFile(source)))

    def kept() -> Iterator[pa.RecordBatch]:
        for rows in file.iter_batches(ROW_GROUP_ROWS, use_threads=False):
            left = rows.filter(stays(rows, column, gone))
            if left.num_rows:
                yield left

    write_file(pa.RecordBatchReader.from_batches(file.schema_arrow, kept()), target)


def stays(rows: pa.RecordBatch, column: str, gone: pa.Array) -> pa.Array:
    """Of each row, whether it stays."""
    return pc.invert(pc.is_in(rows.column(column), value_set=gone))
