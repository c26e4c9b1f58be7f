"""The rows of a nested file as a stream of Arrow batches: the known columns as text, each row with its number."""

import gzip
import zlib
from collections.abc import Iterator

import pyarrow as pa

from linkage.errors import InputError
from linkage.steps.inputs.digest import Digested
from linkage.steps.inputs.head import Head
from linkage.steps.inputs.layout import JobLayout
from linkage.steps.inputs.nested.fed import Fed
from linkage.steps.inputs.nested.json_records import json_rows
from linkage.steps.inputs.nested.prolog import commonest_child, root_name
from linkage.steps.inputs.nested.record import Row
from linkage.steps.inputs.nested.xml_records import xml_rows
from linkage.steps.inputs.problem import changed, has_changed, in_words
from linkage.steps.inputs.source import InputFile

BATCH_ROWS = 1 << 14


class NestedRows:
    """
    One pass over a file of XML or JSON: row_number, why a row cannot be used and its text, then the known columns.

    See Lines for how faults are told, and for how a file that changes while it is read is found out.
    """

    def __init__(self, file: InputFile, head: Head, layout: JobLayout, sha256: str | None = None) -> None:
        """`head` says how the file is written; `sha256` is its digest if the run began with one."""
        self.file = file
        self.head = head
        self.layout = layout
        self.sha256 = sha256
        self.names = tuple(layout.columns)
        texts = ("unread", "record", *self.names)
        self.schema = pa.schema([("row_number", pa.int64()), *((name, pa.string()) for name in texts)])
        self.rows = 0
        """Rows given so far."""
        self.is_ended = True
        """Such a file has its own mark at the end."""
        self.broken: InputError | None = None

    def reader(self) -> pa.RecordBatchReader:
        """The stream; it can be read once."""
        return pa.RecordBatchReader.from_batches(self.schema, self._batches())

    def refuse_if_broken(self) -> None:
        """Raise what stopped the stream, if anything did."""
        if self.broken is not None:
            raise self.broken

    def count(self) -> int:
        """How many rows the file gives. Raises what stopped the stream."""
        for _ in self._batches():
            pass
        self.refuse_if_broken()
        return self.rows

    def _batches(self) -> Iterator[pa.RecordBatch]:
        name = self.file.name
        try:
            with self.file.path.open("rb") as opened:
                digested = Digested(opened)
                waiting: list[Row] = []
                for row in self._given(Fed(self.file, self.head, digested)):
                    waiting.append(row)
                    if len(waiting) == BATCH_ROWS:
                        yield self._batch(waiting)
                        waiting = []
                if waiting:
                    yield self._batch(waiting)
                if self.sha256 is not None and digested.sha256() != self.sha256:
                    raise changed(self.file)
        except EOFError:
            fault = InputError(f"{name}: the compressed data end too early; copy the file again")
        except (zlib.error, gzip.BadGzipFile):
            fault = InputError(f"{name}: the compressed data are damaged; copy the file again")
        except OSError as problem:
            fault = InputError(f"{name}: {in_words(problem)}")
        except InputError as problem:
            fault = problem
        else:
            return
        self.broken = changed(self.file) if has_changed(self.file, self.sha256) else fault

    def _given(self, fed: Fed) -> Iterator[Row]:
        made_from = self.layout.made_from
        if made_from.reader == "json":
            return json_rows(fed, self.layout)
        root_name(self.file.name, self.head.begins)
        said, found = made_from.tree.record, commonest_child(self.head.begins)
        is_said = bool(said) and said.upper() != found.upper()
        return xml_rows(fed, self.layout, said if is_said else found)

    def _batch(self, rows: list[Row]) -> pa.RecordBatch:
        self.rows += len(rows)
        texts = [
            pa.array([row.unread for row in rows], pa.string()),
            pa.array([row.text for row in rows], pa.string()),
            *(pa.array([row.values.get(name) for row in rows], pa.string()) for name in self.names),
        ]
        numbers = pa.array([row.number for row in rows], pa.int64())
        return pa.record_batch([numbers, *texts], schema=self.schema)
