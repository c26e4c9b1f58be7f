"""Rows of one stream that go into two files, so that what gives them is worked out once."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

HELD_ROWS, HELD_BYTES = 131_072, 1 << 25
"""So many rows, or 32 MiB of them, are written together: rows that go apart are few in each batch of a stream."""


@dataclass(frozen=True)
class Apart:
    """Which rows go apart, and where."""

    column: str
    """They are those in which it is not null."""
    kept: Sequence[str]
    """The columns that the other rows keep; those that go apart keep all."""
    others: Path
    """A new file for them."""

    def parted(self, rows: pa.RecordBatchReader, write: Callable[[pa.Table], None]) -> pa.RecordBatchReader:
        """The rows that stay; the others are given to `write`, the last of them when all rows have been read."""
        schema = pa.schema([rows.schema.field(name) for name in self.kept])
        return pa.RecordBatchReader.from_batches(schema, self._staying(rows, write))

    def _staying(
        self, rows: pa.RecordBatchReader, write: Callable[[pa.Table], None]
    ) -> Iterator[pa.RecordBatch]:
        held: list[pa.RecordBatch] = []
        for batch in rows:
            stays = batch.column(self.column).is_null()
            yield batch.filter(stays).select(self.kept) if stays.false_count else batch.select(self.kept)
            if stays.false_count:
                held.append(batch.filter(pc.invert(stays)))
            if sum(map(len, held)) >= HELD_ROWS or sum(one.nbytes for one in held) >= HELD_BYTES:
                write(pa.Table.from_batches(held))
                held = []
        if held:
            write(pa.Table.from_batches(held))
