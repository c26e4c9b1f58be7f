"""The rows of a Parquet file as a stream of Arrow batches: the known columns as text, each row with its number."""

from collections.abc import Iterator, Sequence

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from linkage.errors import InputError
from linkage.steps.inputs.digest import Held
from linkage.steps.inputs.header import Columns
from linkage.steps.inputs.problem import changed, has_changed
from linkage.steps.inputs.source import InputFile
from linkage.steps.inputs.unpacked import refuse_inflated

BATCH_ROWS = 1 << 16
EXACT = {16: 2.0**11, 32: 2.0**24, 64: 2.0**53}
"""Below this a float of so many bits can be every whole number."""


def parquet_names(file: InputFile) -> list[str]:
    """The names of the columns, in order; InputError when the file cannot be opened or holds no rows."""
    try:
        with pq.ParquetFile(file.path, page_checksum_verification=True) as opened:
            if not opened.metadata.num_rows:
                raise InputError(
                    f"{file.name}: holds no rows; ask for the file again, or take it out of the job"
                )
            refuse_inflated(file, opened.metadata.num_rows * opened.metadata.num_columns)
            return list(opened.schema_arrow.names)
    except (pa.ArrowException, OSError, ValueError):
        raise _damaged(file) from None


class ParquetRows:
    """
    One pass over a Parquet file: row_number from 1, then the known columns as text under our names.

    A time stamp gives its date and a float without a fraction a whole number, since these are what a data frame
    library makes of dates and of codes with gaps. See Lines for how faults are told, and Held for how a file that
    changes while it is read is found out.
    """

    def __init__(
        self, file: InputFile, columns: Columns, names: Sequence[str], sha256: str | None = None
    ) -> None:
        """`names` are those of the file, in the order that `columns.places` counts; `sha256` as for Lines."""
        self.file = file
        self.names = list(names)
        self.sha256 = sha256
        self.theirs = {ours: names[place - 1] for ours, place in columns.places.items()}
        self.schema = pa.schema([("row_number", pa.int64()), *((ours, pa.string()) for ours in self.theirs)])
        self.rows = 0
        """Rows given so far."""
        self.is_ended = True
        """A Parquet file has no lines, and its own mark at the end."""
        self.broken: InputError | None = None

    def reader(self) -> pa.RecordBatchReader:
        """The stream; it can be read once."""
        return pa.RecordBatchReader.from_batches(self.schema, self._batches())

    def refuse_if_broken(self) -> None:
        """Raise what stopped the stream, if anything did."""
        if self.broken is not None:
            raise self.broken

    def _batches(self) -> Iterator[pa.RecordBatch]:
        try:
            with self.file.path.open("rb") as opened:
                held = Held(opened)
                yield from self._given(held)
                if self.sha256 is not None and not held.is_unchanged(self.sha256):
                    self.broken = changed(self.file)
        except OSError:
            self.broken = _damaged(self.file)
        if self.broken is not None and has_changed(self.file, self.sha256):
            self.broken = changed(self.file)

    def _given(self, held: Held) -> Iterator[pa.RecordBatch]:
        try:
            with pq.ParquetFile(held.opened, page_checksum_verification=True) as opened:
                if list(opened.schema_arrow.names) != self.names:
                    self.broken = changed(self.file)
                    return
                for batch in opened.iter_batches(BATCH_ROWS, columns=list(self.theirs.values())):
                    texts = [_as_text(batch.column(theirs)) for theirs in self.theirs.values()]
                    numbers = pa.arange(self.rows + 1, self.rows + 1 + len(batch))
                    yield pa.record_batch([numbers, *texts], schema=self.schema)
                    self.rows += len(batch)
                if self.rows != opened.metadata.num_rows:
                    self.broken = _damaged(self.file)
        except (pa.ArrowException, OSError, ValueError, MemoryError):
            self.broken = _damaged(self.file)


def _as_text(values: pa.Array) -> pa.Array:
    if pa.types.is_dictionary(values.type):
        values = values.dictionary_decode()
    if pa.types.is_timestamp(values.type):
        values = values.cast(pa.date32(), safe=False)
    if pa.types.is_floating(values.type):
        values = pc.if_else(pc.is_nan(values), None, values)
        text = _whole_as_digits(values)
    else:
        text = values.cast(pa.string())
    text.validate(full=True)
    return text


def _whole_as_digits(values: pa.Array) -> pa.Array:
    """
    Floats as text: those that are whole, and so small that no digit is lost, as digits.

    Arrow would write 100036738878040 as 1.0003673887804e+14; one that really lost digits keeps that form, and is found
    out by it.
    """
    exact = pc.less(pc.abs(values), EXACT[values.type.bit_width])
    is_whole = pc.and_(exact, pc.equal(pc.floor(values), values))
    whole = pc.if_else(is_whole, values, None).cast(pa.int64())
    return pc.coalesce(whole.cast(pa.string()), values.cast(pa.string()))


def _damaged(file: InputFile) -> InputError:
    return InputError(
        f"{file.name}: is damaged Parquet, or holds text that is not UTF-8; copy or write it again"
    )
