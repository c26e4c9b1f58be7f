"""
Rows on their way in and out of a database: Arrow types, Arrow tables, Parquet files.

Text that lies in a file as numbers into a dictionary can be read and written as such, for a third of the work.
"""

import base64
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from linkage.engine.apart import Apart
from linkage.engine.base import Value

ARROW_TYPES = {
    "text": pa.string(),
    "integer": pa.int64(),
    "double": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "binary": pa.binary(),
}


PRIVATE = 0o600
"""Whoever may not read a row may not read it while it is written either."""
LARGEST_DICTIONARY, LARGEST_AS_CAME = 1 << 19, 1 << 17
"""
512 KiB hold the birth dates of a row group and the postcodes of a region, and no keys: a column of a row group that has
more is written without a dictionary. Of files as they came 128 KiB, some ten thousand texts.
"""
ROW_GROUP_ROWS = 131_072
"""Rows that a reader takes in at once: DuckDB's own row group, near enough."""


def arrow_table(columns: Mapping[str, str], rows: Iterable[Sequence[Value]]) -> pa.Table:
    """A few Python rows as an Arrow table; `columns` maps each name to a contract type."""
    listed = [tuple(row) for row in rows]
    schema = pa.schema([(name, ARROW_TYPES[kind]) for name, kind in columns.items()])
    arrays = [pa.array([row[n] for row in listed], type=field.type) for n, field in enumerate(schema)]
    return pa.Table.from_arrays(arrays, schema=schema)


def read_columns(folder: Path, *columns: str) -> pa.Table:
    """
    These columns of the Parquet files of a folder, in the order of their names.

    Without Arrow's data sets, which load pandas.
    """
    files = sorted(folder.glob("*.parquet"))
    return pa.concat_tables([pq.ParquetFile(file).read(columns=list(columns)) for file in files])


def row_groups(rows: pa.RecordBatchReader) -> Iterator[pa.Table]:
    """The same rows in tables of ROW_GROUP_ROWS: batches of a stream differ with the number of threads."""
    kept: list[pa.RecordBatch] = []
    for batch in rows:
        kept.append(batch)
        while sum(part.num_rows for part in kept) >= ROW_GROUP_ROWS:
            whole = pa.Table.from_batches(kept, rows.schema)
            yield whole.slice(0, ROW_GROUP_ROWS).combine_chunks()
            kept = whole.slice(ROW_GROUP_ROWS).to_batches()
    if kept:
        yield pa.Table.from_batches(kept, rows.schema).combine_chunks()


def write_file(rows: pa.RecordBatchReader, target: Path, apart: Apart | None = None) -> None:
    """
    One Parquet file, for the owner alone; zstd, every column nullable whatever the stream says of its own.

    No column has a large dictionary, for one of keys would fill it in vain. Text that comes as numbers into a
    dictionary is text to whoever reads the file. Some rows go `apart`, which are those of files as they came: their
    text has no statistics, for nothing is looked for by its order, and smaller dictionaries.
    """
    schema = pa.schema([field.with_nullable(nullable=True) for field in rows.schema])
    if apart is None:
        _write(rows, schema, target, dictionary_pagesize_limit=LARGEST_DICTIONARY)
        return
    apart.others.touch(PRIVATE)
    with pq.ParquetWriter(apart.others, schema, compression="zstd") as writer:
        staying = apart.parted(rows, lambda others: writer.write_table(others.cast(schema)))
        kept = pa.schema([schema.field(name) for name in apart.kept])
        counted = [field.name for field in kept if not pa.types.is_string(field.type)]
        _write(staying, kept, target, write_statistics=counted, dictionary_pagesize_limit=LARGEST_AS_CAME)


def _write(rows: pa.RecordBatchReader, schema: pa.Schema, target: Path, **how: object) -> None:
    target.touch(PRIVATE)
    comes_coded = is_coded(schema)
    with pq.ParquetWriter(target, schema, compression="zstd", store_schema=not comes_coded, **how) as writer:
        if comes_coded:
            writer.add_key_value_metadata(told_as_text(schema))
        for group in row_groups(rows):
            whole = group.cast(schema)
            writer.write_table(in_use(whole) if comes_coded else whole, row_group_size=ROW_GROUP_ROWS)


def coded(file: pq.ParquetFile) -> list[str]:
    """
    Columns of text that lie there as numbers, to be read so (`read_dictionary`).

    They are told by their size, for each text as it is takes four bytes and its own.
    """
    text = [place for place, field in enumerate(file.schema_arrow) if pa.types.is_string(field.type)]
    about = file.metadata
    groups = [about.row_group(number) for number in range(about.num_row_groups)]
    sizes = {place: sum(group.column(place).total_uncompressed_size for group in groups) for place in text}
    return [file.schema_arrow[place].name for place, size in sizes.items() if size < 4 * about.num_rows]


def is_coded(schema: pa.Schema) -> bool:
    """Whether any column comes as numbers into a dictionary."""
    return any(pa.types.is_dictionary(field.type) for field in schema)


def told_as_text(schema: pa.Schema) -> dict[str, str]:
    """What a file says of its columns, as Arrow has it: text is text to whoever reads it, however it came."""
    plain = pa.schema(
        [
            field.with_type(field.type.value_type) if pa.types.is_dictionary(field.type) else field
            for field in schema
        ]
    )
    return {"ARROW:schema": base64.b64encode(plain.serialize().to_pybytes()).decode("ascii")}


def in_use(rows: pa.Table) -> pa.Table:
    """The same rows; in the dictionaries of their columns is what they use alone, in the order in which it comes."""
    columns = [
        of_use(column.combine_chunks()) if pa.types.is_dictionary(column.type) else column
        for column in rows.columns
    ]
    return pa.Table.from_arrays(columns, schema=rows.schema)


def of_use(column: pa.DictionaryArray) -> pa.DictionaryArray:
    """A column of which no other value is in the dictionary."""
    used = pc.unique(column.indices).drop_null()
    places = pc.index_in(column.indices, value_set=used)
    return pa.DictionaryArray.from_arrays(places, column.dictionary.take(used))
