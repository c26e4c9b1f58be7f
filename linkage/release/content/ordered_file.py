"""A table of a release as a file: its rows in the order of the key, read back as they are due."""

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from linkage.engine.base import Engine
from linkage.engine.contract import keep_written
from linkage.errors import IntegrityError
from linkage.release import disk
from linkage.release.content import published
from linkage.tables import Column, Table

LAST = chr(0x10FFFF)
"""Stands for no text: nulls come last."""


def write_ordered(engine: Engine, query: str, table: Table, target: Path, *, come_sorted: bool) -> None:
    """
    Write the rows of a query in the order of the table's key.

    Rows that `come_sorted` are looked at once they are written, and sorted where they did not: to sort wide rows is
    what costs.
    """
    if come_sorted:
        engine.write_parquet(query, target)
        if is_in_order(target, table.key):
            return
        disk.remove(target)
    engine.write_parquet(f"select * from ({query}) as unsorted order by {published.order_sql(table)}", target)


def is_in_order(file: Path, key: Sequence[str]) -> bool:
    """
    Whether each row of a Parquet file comes after the one before it by the columns `key`, or is equal; nulls last.

    Texts are compared by their bytes, as the database sorts them. A column of another type that has nulls is not
    looked into: False.
    """
    columns = [column.combine_chunks() for column in pq.ParquetFile(file).read(columns=list(key)).columns]
    if not columns or len(columns[0]) <= 1:
        return True
    follows = pa.scalar(value=True)
    for column in reversed(columns):
        if column.null_count and not pa.types.is_string(column.type):
            return False
        whole = pc.fill_null(column, LAST) if column.null_count else column
        before, after = whole[:-1], whole[1:]
        follows = pc.or_(pc.less(before, after), pc.and_(pc.equal(before, after), follows))
    return bool(pc.all(follows).as_py())


def keep_as_due(
    engine: Engine, table: Table, target: Path, columns: tuple[Column, ...], path: str, rows: int | None
) -> None:
    """IntegrityError unless a file has these columns and so many rows, or, with None, keeps the table's contract."""
    written = pq.read_metadata(target)
    if not written.schema.to_arrow_schema().equals(published.schema(columns)):
        raise IntegrityError(f"{path}: the columns written are not those of the contract of {table.name}")
    if rows is None:
        keep_written(engine, table, target)
    elif written.num_rows != rows:
        raise IntegrityError(f"{path}: {written.num_rows:,} rows were written where {rows:,} were due")
