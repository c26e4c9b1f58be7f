"""Text that lies in a Parquet file as numbers into a dictionary: read and written as such, for a third of the work."""

import base64

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq


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
