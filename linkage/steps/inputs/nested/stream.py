"""The rows of a nested file as a stream of Arrow batches: the known columns as text, each row with its number."""

from collections.abc import Iterator
from itertools import islice

import pyarrow as pa

from linkage.steps.inputs.head import Head
from linkage.steps.inputs.layout import JobLayout
from linkage.steps.inputs.nested.fed import Fed
from linkage.steps.inputs.nested.json_records import json_rows
from linkage.steps.inputs.nested.prolog import commonest_child, root_name
from linkage.steps.inputs.nested.record import Row
from linkage.steps.inputs.nested.xml_records import xml_rows
from linkage.steps.inputs.one_pass import OnePass
from linkage.steps.inputs.source import InputFile

BATCH_ROWS = 1 << 14


class NestedRows(OnePass):
    """
    One pass over a file of XML or JSON: row_number, why a row cannot be used and its text, then the known columns.

    Such a file has its own mark at the end.
    """

    def __init__(self, file: InputFile, head: Head, layout: JobLayout, sha256: str | None = None) -> None:
        """`head` says how the file is written; `sha256` is its digest if the run began with one."""
        self.names = tuple(layout.columns)
        texts = ("unread", "record", *self.names)
        schema = pa.schema([("row_number", pa.int64()), *((name, pa.string()) for name in texts)])
        super().__init__(file, schema, sha256)
        self.head = head
        self.layout = layout

    def count(self) -> int:
        """How many rows the file gives. Raises what stopped the stream."""
        for _ in self.batches():
            pass
        self.refuse_if_broken()
        return self.rows

    def batches(self) -> Iterator[pa.RecordBatch]:
        """See OnePass."""
        return self.digested(lambda read: self._in_batches(self._given(Fed(self.file, self.head, read))))

    def _in_batches(self, rows: Iterator[Row]) -> Iterator[pa.RecordBatch]:
        while waiting := list(islice(rows, BATCH_ROWS)):
            yield self._batch(waiting)

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
