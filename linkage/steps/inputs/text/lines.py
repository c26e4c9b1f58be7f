"""The lines of a text file as a stream of Arrow batches, each once, with its number; a row of several lines is one."""

import gzip
import hashlib
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from linkage.errors import InputError
from linkage.steps.inputs.digest import Digested
from linkage.steps.inputs.head import HEAD_BYTES, Head, decoded
from linkage.steps.inputs.likeness.encoding import UTF_8_MARK
from linkage.steps.inputs.one_pass import OnePass
from linkage.steps.inputs.problem import changed
from linkage.steps.inputs.source import InputFile
from linkage.steps.inputs.text.ahead import ahead
from linkage.steps.inputs.text.joined_lines import join_lines
from linkage.steps.inputs.text.row_form import RowForm
from linkage.steps.inputs.unpacked import Unpacked

CHUNK_BYTES = 1 << 22
LONGEST_LINE_BYTES = 1 << 26
"""64 MiB: a longer line is no row of any table we read, and would have to be held in memory whole."""
HOLE = bytes(64)
"""Zero bytes that no program writes into a line: a block of the file that a copy has not filled."""

SCHEMA = pa.schema([("row_number", pa.int64()), ("line", pa.string())])


class Lines(OnePass):
    """
    One pass over the lines of a file: row_number from 1, and line, null when its bytes are not UTF-8.

    Lines that together are a row (see text/joined_lines) are given as one, with the number of the first. Lines end
    with LF or CR LF, mixed at will; a CR elsewhere is part of its line. A database that reads lines by
    itself is faster by little, but was seen to lose characters after a lone CR and to miscount lines that are not
    UTF-8.
    """

    def __init__(
        self, file: InputFile, head: Head, sha256: str | None = None, form: RowForm | None = None
    ) -> None:
        """
        `head` says how the file is written; `sha256` is its digest if the run began with one.

        Without a `form`, which says what a row is, every line is given for itself.
        """
        super().__init__(file, SCHEMA, sha256)
        self.head = head
        self.form = form
        self.lines = 0
        """Lines seen so far."""

    def count(self) -> int:
        """How many lines the file has, which costs a tenth of reading them. Raises what stopped the stream."""
        for text in self._pieces():
            self.lines += text.count(self.head.line_end) + 1
        self.refuse_if_broken()
        return self.lines

    def batches(self) -> Iterator[pa.RecordBatch]:
        """See OnePass."""
        held = pa.array([], pa.string())
        for text in self._pieces():
            lines = self._decoded(text)
            if len(held):
                lines = pa.concat_arrays([held, lines])
            elif b'"' not in text:
                yield self._given(pa.arange(self.lines + 1, self.lines + 1 + len(lines)), lines)
                self.lines += len(lines)
                continue
            given = join_lines(lines, self.lines + 1, self.form, is_last=False)
            held = given.held
            self.lines += len(lines) - len(held)
            yield self._given(given.numbers, given.rows)
        if len(held) and self.broken is None:
            given = join_lines(held, self.lines + 1, self.form, is_last=True)
            self.lines += len(held)
            yield self._given(given.numbers, given.rows)

    def _pieces(self) -> Iterator[bytes]:
        return self.digested(lambda read: self._whole_lines(self._chunks(read)))

    def _chunks(self, digested: Digested) -> Iterator[bytes]:
        """The text in chunks, the first being as much as the head was; another thread unpacks what is compressed."""
        return ahead(chunks(Unpacked(self.file, digested))) if self.head.compressed else chunks(digested)

    def _whole_lines(self, given: Iterator[bytes]) -> Iterator[bytes]:
        """Pieces of the file that end where a line ends, without that last end."""
        kept: list[bytes] = []
        begins = next(given, b"")
        if hashlib.sha256(begins).hexdigest() != self.head.sha256:
            raise changed(self.file)
        chunk = begins.removeprefix(UTF_8_MARK) + next(given, b"")
        while chunk:
            cut = chunk.rfind(self.head.line_end)
            if cut < 0:
                kept.append(chunk)
            else:
                piece = b"".join([*kept, chunk[:cut]])
                self.is_ended = self.is_ended and HOLE not in piece
                yield piece
                kept = [chunk[cut + 1 :]]
            if sum(map(len, kept)) > LONGEST_LINE_BYTES:
                raise InputError(
                    f"{self.file.name}, line {self.lines + 1:,}: is longer than {LONGEST_LINE_BYTES >> 20} MiB, so"
                    " this is no file of rows; ask for it again"
                )
            chunk = next(given, b"")
        if any(kept):
            last = b"".join(kept)
            self.is_ended = self.is_ended and not last.strip(b" \t\r\0\x1a") and HOLE not in last
            yield last

    def _given(self, numbers: pa.Array, rows: pa.Array) -> pa.RecordBatch:
        header = self.form.header_line if self.form else 0
        is_behind = len(numbers) and numbers[0].as_py() > header
        self.rows += len(numbers if is_behind else numbers.filter(pc.greater(numbers, header)))
        return pa.record_batch([numbers, rows], schema=SCHEMA)

    def _decoded(self, text: bytes) -> pa.Array:
        if self.head.line_end == b"\n" and b"\r" in text:
            text = text.replace(b"\r\n", b"\n").removesuffix(b"\r")
        raw = pc.split_pattern(pa.array([text], pa.binary()), pattern=self.head.line_end).values
        try:
            return raw.cast(pa.string())
        except pa.ArrowInvalid:
            return pa.array([decoded(line) for line in raw.to_pylist()], pa.string())


def chunks(stream: Digested | gzip.GzipFile) -> Iterator[bytes]:
    """What a stream holds: HEAD_BYTES of it, then CHUNK_BYTES again and again."""
    size = HEAD_BYTES
    while chunk := stream.read(size):
        yield chunk
        size = CHUNK_BYTES
