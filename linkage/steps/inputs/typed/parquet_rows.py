"""The rows of a Parquet file as a stream of Arrow batches: the known columns as text, each row with its number."""

from collections.abc import Iterator, Mapping, Sequence

import pyarrow as pa
import pyarrow.parquet as pq

from linkage.errors import InputError
from linkage.steps.inputs.digest import Held
from linkage.steps.inputs.one_pass import OnePass
from linkage.steps.inputs.problem import changed, has_changed
from linkage.steps.inputs.source import InputFile
from linkage.steps.inputs.typed.look import OPENING, Typed, damaged

BATCH_ROWS = 1 << 16


class ParquetRows(OnePass):
    """
    One pass over a Parquet file: row_number from 1, then the known columns as text under our names.

    Every type is read as the text that its values have in a text file (typed/text), by what a look at the whole file
    has settled. A Parquet file has no lines, and its own mark at the end. See Held for how one that changes while it
    is read is found out.
    """

    def __init__(
        self, file: InputFile, typed: Mapping[str, Typed], names: Sequence[str], sha256: str | None = None
    ) -> None:
        """`names` are those of the file, `typed` how each column that we know is read; `sha256` as for OnePass."""
        schema = pa.schema([("row_number", pa.int64()), *((ours, pa.string()) for ours in typed)])
        super().__init__(file, schema, sha256)
        self.names = list(names)
        self.typed = typed

    def batches(self) -> Iterator[pa.RecordBatch]:
        """See OnePass."""
        try:
            with self.file.path.open("rb") as opened:
                held = Held(opened)
                yield from self._given(held)
                if self.sha256 is not None and not held.is_unchanged(self.sha256):
                    self.broken = changed(self.file)
        except OSError:
            self.broken = damaged(self.file)
        if self.broken is not None and has_changed(self.file, self.sha256):
            self.broken = changed(self.file)

    def _given(self, held: Held) -> Iterator[pa.RecordBatch]:
        wanted = [one.theirs for one in self.typed.values()]
        try:
            with pq.ParquetFile(held.opened, **OPENING) as opened:
                if not self._is_as_seen(opened.schema_arrow):
                    self.broken = changed(self.file)
                    return
                for batch in opened.iter_batches(BATCH_ROWS, columns=wanted):
                    texts = [one.text(batch.column(one.theirs), self.file) for one in self.typed.values()]
                    numbers = pa.arange(self.rows + 1, self.rows + 1 + len(batch))
                    yield pa.record_batch([numbers, *texts], schema=self.schema)
                    self.rows += len(batch)
                if self.rows != opened.metadata.num_rows:
                    self.broken = damaged(self.file)
        except InputError as refusal:
            self.broken = refusal
        except (pa.ArrowException, OSError, ValueError, MemoryError):
            self.broken = damaged(self.file)

    def _is_as_seen(self, schema: pa.Schema) -> bool:
        return list(schema.names) == self.names and all(
            schema.field(one.theirs).type == one.arrow for one in self.typed.values()
        )
