"""
Rows as a pandas data frame that is small: dates, whole numbers, and codes and words that repeat as categoricals.

Ids and keys stay texts. A categorical bears every value it was made with wherever a part of it goes, so that whoever
was given ten rows would have had the pseudonyms of everybody.
"""

from importlib.util import find_spec
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from linkage.errors import ConfigError
from linkage.reading.vocabulary import vocabulary

if TYPE_CHECKING:
    import pandas as pd

REPEATS = 0.8
"""A word of which at most this share of values is distinct is kept once, and named by number in each row."""
SMALL = (pa.int16(), pa.int32())
"""Types that a published whole number may have in a frame, the smallest that holds every value of its column."""


def frame(table: pa.Table, *, published: bool = False) -> "pd.DataFrame":
    """
    `table` as a data frame: codes and words that repeat as categoricals, everything else with Arrow types.

    Where it is a `published` table, its whole numbers are as small as their values: a sum has 64 bits all the same, and
    a product that does not fit is an error and no other number. Whole numbers stay whole beside missing ones, and dates
    are dates. Ids are texts, by which frames join as they are. ConfigError without pandas.
    """
    if find_spec("pandas") is None:
        raise ConfigError(
            "data frames need pandas, which is in the extra `report`: "
            "pip install 'hes-did-linkage[report]'; `sql` and the tables work without it"
        )
    import pandas as pd  # noqa: PLC0415 - an extra

    found: pd.DataFrame = narrowed(table, numbers=published).to_pandas(
        types_mapper=lambda kind: None if pa.types.is_dictionary(kind) else pd.ArrowDtype(kind)
    )
    return found


def narrowed(table: pa.Table, *, numbers: bool) -> pa.Table:
    """
    The same rows in less room, whole `numbers` too.

    Sums of DuckDB, which have 128 bits, become whole numbers of 64, other decimals doubles; codes and words that repeat
    become a dictionary.
    """
    columns = [
        narrowed_column(column, numbers=numbers, words=name in vocabulary())
        for name, column in zip(table.column_names, table.columns, strict=True)
    ]
    return pa.table(columns, names=table.column_names)


def narrowed_column(column: pa.ChunkedArray, *, numbers: bool, words: bool) -> pa.ChunkedArray:
    """One column of it; `words` where it is of a vocabulary."""
    if numbers and pa.types.is_int64(column.type):
        return column.cast(smallest(column))
    if pa.types.is_decimal(column.type):
        return column.cast(pa.float64() if column.type.scale else pa.int64())
    if words and pa.types.is_string(column.type) and distinct(column) <= REPEATS * len(column):
        return in_order(column.combine_chunks().dictionary_encode())
    return column


def distinct(column: pa.ChunkedArray) -> int:
    """How many values a column has, missing ones left out."""
    return int(pc.count_distinct(column).as_py())


def in_order(column: pa.DictionaryArray) -> pa.ChunkedArray:
    """
    The same with its texts in order.

    pandas sees then that they are distinct without a table of hashes, which it would keep beside them for good: that
    of long ids takes as much room as they.
    """
    order = pc.sort_indices(column.dictionary)
    place = pc.sort_indices(order)  # the inverse: where each text has gone
    indices = pc.take(place, column.indices).cast(pa.int32())
    return pa.chunked_array([pa.DictionaryArray.from_arrays(indices, column.dictionary.take(order))])


def smallest(column: pa.ChunkedArray) -> pa.DataType:
    """The type of `SMALL` that holds every value of a column of whole numbers, else that of 64 bits."""
    least, most = (pc.min_max(column)[name].as_py() or 0 for name in ("min", "max"))
    for kind in SMALL:
        limit = 1 << (kind.bit_width - 1)
        if -limit <= least and most < limit:
            return kind
    return pa.int64()
