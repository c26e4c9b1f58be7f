"""A file of a release without some of its rows: those that stay are as they were, in the order in which they lay."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from linkage.engine.arrow import ROW_GROUP_ROWS, write_file


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
            yield in_use(rows.filter(stays(rows, column, gone)))

    write_file(pa.RecordBatchReader.from_batches(file.schema_arrow, kept()), target)


def coded(file: pq.ParquetFile) -> list[str]:
    """
    Columns of text that lie there as numbers into a dictionary: to read and write these is a third of the work.

    They are told by their size, for each text as it is takes four bytes and its own.
    """
    text = [place for place, field in enumerate(file.schema_arrow) if pa.types.is_string(field.type)]
    about = file.metadata
    groups = [about.row_group(number) for number in range(about.num_row_groups)]
    sizes = {place: sum(group.column(place).total_uncompressed_size for group in groups) for place in text}
    return [file.schema_arrow[place].name for place, size in sizes.items() if size < 4 * about.num_rows]


def in_use(rows: pa.RecordBatch) -> pa.RecordBatch:
    """The same rows, of whose dictionaries only what they use is left."""
    columns = [of_use(column) if pa.types.is_dictionary(column.type) else column for column in rows.columns]
    return pa.RecordBatch.from_arrays(columns, schema=rows.schema)


def of_use(column: pa.DictionaryArray) -> pa.DictionaryArray:
    """A column of which only what it uses is in its dictionary, in the order in which it comes."""
    used = pc.unique(column.indices).drop_null()
    places = pc.index_in(column.indices, value_set=used)
    return pa.DictionaryArray.from_arrays(places, column.dictionary.take(used))


def stays(rows: pa.RecordBatch, column: str, gone: pa.Array) -> pa.Array:
    """Of each row, whether it stays."""
    return pc.invert(pc.is_in(rows.column(column), value_set=gone))
