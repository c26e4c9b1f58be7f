"""
The rows of a file, by the reader that its layout and its form ask for: the seam between bytes and a database.

A file becomes rows in two halves. The first is Python and Arrow alone, and knows no database: `stream_of` gives the
rows once, as batches of its `schema` (of a text row_number and line), and afterwards how many there were, whether the
last had its end, and what stopped it. The second is one query over those batches, in words that every engine has:
`text_rows_sql` or `parquet_rows_sql` in rows.py, which splits lines, judges rows and gives each its reason.
read_file.take puts the halves together (again/lines, where the rows are lines of text: it asks first which of them an
earlier file had), and values/ looks at what came.
"""

from linkage.engine.base import Engine
from linkage.steps.inputs.lookups.json_lines import JsonLines
from linkage.steps.inputs.nested.stream import NestedRows
from linkage.steps.inputs.one_pass import OnePass
from linkage.steps.inputs.plan import Plan
from linkage.steps.inputs.text.lines import Lines
from linkage.steps.inputs.typed.parquet_rows import ParquetRows
from linkage.steps.inputs.values.passing import MadeOf, Passing

STREAM = "input_stream"
"""The name that what comes is lent under."""


def stream_of(plan: Plan, sha256: str | None = None) -> OnePass:
    """One pass over a planned file; `sha256` is its digest if the run began with one."""
    if plan.layout.made_from.is_nested:
        return NestedRows(plan.file, plan.head, plan.layout, sha256)
    if plan.head.parquet:
        return ParquetRows(plan.file, plan.typed, plan.names, sha256)
    if plan.is_json_lines:
        return JsonLines(plan.file, plan.head, plan.columns, plan.names, sha256)
    return Lines(plan.file, plan.head, sha256, plan.form)


def read_whole(
    engine: Engine, plan: Plan, sha256: str, passing: Passing, query: str, lines: MadeOf | None = None
) -> OnePass:
    """
    Make the came_table of a file by a query of STREAM, which is all that comes; gives the pass that was made over it.

    `lines` as `Passing.make` has them.
    """
    stream = stream_of(plan, sha256)
    with engine.lend(STREAM, stream.reader()):
        passing.make(engine, plan.file.came_table, query, lines)
    stream.refuse_if_broken()
    return stream


def is_text(plan: Plan) -> bool:
    """Whether the rows of a file are lines of text that are cut into fields."""
    return not (plan.head.parquet or plan.is_json_lines or plan.layout.made_from.is_nested)
