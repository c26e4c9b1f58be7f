"""A table of a release as a file: its rows in the order of the key, read back as they are due."""

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from linkage.engine.arrow import ROW_GROUP_ROWS
from linkage.engine.base import Engine
from linkage.errors import IntegrityError
from linkage.release.content import published
from linkage.tables import Column, Table

LAST = chr(0x10FFFF)
"""Stands for no text: nulls come last."""


def write_ordered(engine: Engine, query: str, table: Table, target: Path) -> None:
    """Write the rows of a query in the order of the table's key."""
    engine.write_parquet(f"select * from ({query}) as unsorted order by {published.order_sql(table)}", target)


def is_in_order(file: Path, key: Sequence[str]) -> bool:
    """
    Whether each row of a Parquet file comes after the one before it by the columns `key`, or is equal; nulls last.

    Texts are compared by their bytes, as the database sorts them. A column of another type that has nulls is not
    looked into: False. A row group is held at a time.
    """
    last: pa.Table | None = None
    for rows in pq.ParquetFile(file).iter_batches(ROW_GROUP_ROWS, columns=list(key), use_threads=False):
        batch = pa.Table.from_batches([rows])
        if not follow_on(batch if last is None else pa.concat_tables([last, batch]), key):
            return False
        last = batch.slice(max(0, batch.num_rows - 1))
    return True


def follow_on(rows: pa.Table, key: Sequence[str]) -> bool:
    """The same of rows that are held; of each column only pairs are looked at that those before it do not tell."""
    before, after = rows[:-1], rows[1:]
    for name in key:
        if any(each[name].null_count and not pa.types.is_string(each[name].type) for each in (before, after)):
            return False
        one, next_one = (
            pc.fill_null(each[name], LAST) if each[name].null_count else each[name]
            for each in (before, after)
        )
        less = pc.less(one, next_one)
        if pc.all(less, min_count=0).as_py():
            return True
        equal = pc.equal(one, next_one)
        if not pc.all(pc.or_(less, equal)).as_py():
            return False
        before, after = before.filter(equal), after.filter(equal)
    return True


def keep_as_due(target: Path, columns: tuple[Column, ...], path: str, rows: int | None) -> None:
    """IntegrityError unless a file has these columns and, where it is known, so many rows."""
    written = pq.read_metadata(target)
    if not written.schema.to_arrow_schema().equals(published.schema(columns)):
        table = path.partition("/")[0]
        raise IntegrityError(f"{path}: the columns written are not those of the contract of {table}")
    if rows is not None and written.num_rows != rows:
        raise IntegrityError(f"{path}: {written.num_rows:,} rows were written where {rows:,} were due")
