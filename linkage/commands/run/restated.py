"""Whether a month that was restated came out as it was published before."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from linkage.engine.base import Engine
from linkage.engine.quote import identifier
from linkage.release.content.published import DRAWN, OF_EVENTS

TOLD = (*OF_EVENTS, DRAWN[0])
"""Tables by which it is told: the others follow from these."""
OF_THE_RUN = ("release",)
"""Columns that say which run made a row, and so differ however little it changed."""
AT_ONCE = 50_000
"""Rows that are laid beside one another at a time."""


def is_as_published(
    engine: Engine, before: Path, now: Path, month: str, tables: Sequence[str] = TOLD
) -> bool:
    """
    Whether the tables of `month` have the same rows in the release folders `before` and `now`.

    Spells and CIPS follow from the people of TOLD, unless a stay may have changed that no event lies in. Order and
    number of files are no matter; a column that only one of them has is a difference.
    """
    return all(
        same_rows(engine, *(month_files(folder, table, month) for folder in (before, now)))
        for table in tables
    )


def month_files(folder: Path, table: str, month: str) -> list[Path]:
    """The Parquet files of a month of a table."""
    return sorted((folder / table / f"test_month={month}").glob("*.parquet"))


def same_rows(engine: Engine, before: Sequence[Path], now: Sequence[Path]) -> bool:
    """Whether two sets of Parquet files hold the same rows, each as often; none and none do."""
    if not before or not now:
        return not before and not now
    columns = [name for name in pq.read_schema(now[0]).names if name not in OF_THE_RUN]
    if sorted(columns) != sorted(name for name in pq.read_schema(before[0]).names if name not in OF_THE_RUN):
        return False
    if sum(map(rows_in, before)) != sum(map(rows_in, now)):
        return False
    if same_in_order(before, now, columns):
        return True
    listed = ", ".join(map(identifier, columns))
    read = [f"select {listed} from {engine.parquet_sql(*paths)}" for paths in (before, now)]
    return engine.scalar(f"select count(*) from ({read[0]} except all {read[1]}) as gone") == 0


def same_in_order(before: Sequence[Path], now: Sequence[Path], columns: Sequence[str]) -> bool:
    """
    Whether two sets of Parquet files have the same rows in the same order, which says that they have the same rows.

    A month that nothing has changed comes out so. It is seen with a few rows at a time, in a third of the time
    that it takes to look each row up among all the others.
    """
    pairs = zip_longest(batches(before, columns), batches(now, columns))
    return all(one is not None and other is not None and one.equals(other) for one, other in pairs)


def batches(paths: Sequence[Path], columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
    """The rows of Parquet files, AT_ONCE at a time, with these columns in this order."""
    for path in paths:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(AT_ONCE, columns=list(columns)):
                yield batch.select(list(columns))


def rows_in(path: Path) -> int:
    """Rows of a Parquet file."""
    return int(pq.read_metadata(path).num_rows)
