"""The rows of a lookup that is written as JSON, one object a line: the columns we know as text."""

import json
from collections.abc import Iterator, Sequence

import pyarrow as pa

from linkage.errors import InputError
from linkage.steps.inputs.head import Head
from linkage.steps.inputs.header import Columns
from linkage.steps.inputs.nested.record import is_text
from linkage.steps.inputs.one_pass import OnePass
from linkage.steps.inputs.source import LOOKUPS, InputFile
from linkage.steps.inputs.text.lines import Lines

BEGINS = "{"
Scalar = str | int | float | bool | None


def json_names(file: InputFile, head: Head) -> list[str]:
    """The names in the objects of the first lines, in order; none for a file that is no lookup of JSON lines."""
    if (
        file.source.dataset not in LOOKUPS
        or not head.rows()
        or not head.rows()[0][1].lstrip().startswith(BEGINS)
    ):
        return []
    return list(dict.fromkeys(name for number, line in head.rows() for name in _object(file, number, line)))


class JsonLines(OnePass):
    """
    One pass over a lookup: row_number, the line of each object, then the known columns as text under our names.

    See Lines, which it reads by. A line that is no object refuses the file: it is no row that could be set aside alone.
    """

    def __init__(
        self, file: InputFile, head: Head, columns: Columns, names: Sequence[str], sha256: str | None = None
    ) -> None:
        """`names` are those of the objects, in the order that `columns.places` counts; `sha256` as for OnePass."""
        self.theirs = {ours: names[place - 1] for ours, place in columns.places.items()}
        schema = pa.schema([("row_number", pa.int64()), *((ours, pa.string()) for ours in self.theirs)])
        super().__init__(file, schema, sha256)
        self.lines = Lines(file, head, sha256)

    def batches(self) -> Iterator[pa.RecordBatch]:
        """See OnePass."""
        for batch in self.lines.reader():
            try:
                rows = [
                    (number, _object(self.file, number, line or ""))
                    for number, line in zip(*(column.to_pylist() for column in batch.columns), strict=True)
                    if line is None or line.strip()
                ]
            except InputError as problem:
                self.broken = problem
                return
            columns = [[_text(row.get(theirs)) for _, row in rows] for theirs in self.theirs.values()]
            self.rows += len(rows)
            yield pa.record_batch([[number for number, _ in rows], *columns], schema=self.schema)
        self.broken, self.is_ended = self.lines.broken, self.lines.is_ended


def _object(file: InputFile, number: int, line: str) -> dict[str, Scalar]:
    """The object of a line; InputError, which shows nothing of it, for anything else."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise InputError(
            f"{file.name}, line {number}: is no JSON object; write one object a line, or CSV with a header"
        )
    for place, value in enumerate(found.values(), 1):
        if isinstance(value, dict | list):
            raise InputError(
                f"{file.name}, line {number}: value {place} of its object is no text or number; write the lookup flat"
            )
        if isinstance(value, str) and not is_text(value):
            raise InputError(
                f"{file.name}, line {number}: value {place} of its object has half of a character (a lone surrogate); "
                "write the file again as UTF-8"
            )
    return found


def _text(value: Scalar) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value) if not isinstance(value, float) or not value.is_integer() else str(int(value))
