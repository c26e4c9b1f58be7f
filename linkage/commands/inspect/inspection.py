"""What a file looks like: the layout it is nearest to, what of it is there, and how its fields are filled."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pyarrow as pa

from linkage.commands.inspect.field_counts import RowCounts, counted
from linkage.commands.inspect.inspected import Inspected
from linkage.commands.inspect.job_lines import job_lines
from linkage.commands.inspect.marked_up import marked_up
from linkage.commands.inspect.names_found import like_none, unknown
from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.errors import InputError
from linkage.session.people_source import PERSON_KEYS
from linkage.steps.inputs.head import Head, look_at
from linkage.steps.inputs.header import columns_of_parquet
from linkage.steps.inputs.hint import CONFIGURABLE, DELIMITERS
from linkage.steps.inputs.layout import header_name, layout_of
from linkage.steps.inputs.likeness.recognised import Recognised, best, by_names, recognised
from linkage.steps.inputs.names.column_names import column_names
from linkage.steps.inputs.nested.kind import CALLED
from linkage.steps.inputs.plan import Plan, plan_reading, text_columns
from linkage.steps.inputs.source import InputFile, Source
from linkage.steps.inputs.stream import stream_of
from linkage.steps.inputs.typed.look import parquet_names, typed_columns

ROWS = 5_000
"""How many rows are looked at, unless all are asked for."""
STREAM = "inspected"


def inspect_files(paths: Sequence[Path], here: Path, *, whole: bool = False) -> tuple[Inspected, ...]:
    """
    Each file, its first ROWS rows or the `whole` of it, named from `here`.

    Nothing is written, and nothing is shown of what a file holds but the names of its columns.
    """
    engine = DuckDBEngine(Session())
    try:
        return tuple(inspect_file(engine, path, here, whole=whole) for path in paths)
    finally:
        engine.close()


def inspect_file(engine: DuckDBEngine, path: Path, here: Path, *, whole: bool) -> Inspected:
    """One file; see inspect_files."""
    neutral = Source("did", (path.resolve(),), ",", {}, None, (), here.resolve())
    file = InputFile(1, neutral, path.resolve())
    try:
        if (nested := marked_up(file)) is not None:
            return _of_plan(engine, file, nested, whole=whole)
        head = look_at(file)
        names = column_names(file, head)
        found = best(by_names(names)) if head.parquet else recognised(head, file.source.root)
        if found is None:
            return Inspected(file.name, like_none(file, head, names), compressed=head.compressed)
        file = replace(file, source=_source(file, found, head))
        seen = _seen(file, found, head)
    except InputError as problem:
        return Inspected(file.name, _said(problem, file))
    try:
        plan = _plan(file, head)
        rows, is_all = _counted(engine, plan, whole=whole)
        seen = _with_rows(seen, plan, rows, is_all=is_all)
        plan_reading([plan.file.source])
        if rows.refused is not None:
            raise rows.refused
    except InputError as problem:
        return replace(seen, problem=_said(problem, file))
    if found.delimiter and found.delimiter not in CONFIGURABLE:
        said = f"its fields are separated by {DELIMITERS[found.delimiter]}, which no setting reads"
        return replace(seen, problem=f"{said}: write the file with a comma, a pipe or a tab")
    return seen


def _of_plan(engine: DuckDBEngine, file: InputFile, source: Source, *, whole: bool) -> Inspected:
    """A file of XML or JSON, whose records need no header."""
    made_from = source.made_from
    seen = Inspected(
        file.name,
        None,
        made_from.name,
        made_from.meaning,
        delimiter=CALLED[made_from.reader] if made_from.is_nested else "JSON, one object a line",
        has_header=True,
        job=job_lines(source, has_header=True),
    )
    try:
        (plan,) = plan_reading([source])
        seen = replace(seen, compressed=plan.head.compressed)
        rows, is_all = _counted(engine, plan, whole=whole)
    except InputError as problem:
        return replace(seen, problem=_said(problem, file))
    refused = _said(rows.refused, file) if rows.refused else None
    return replace(_with_rows(seen, plan, rows, is_all=is_all), problem=refused)


def _plan(file: InputFile, head: Head) -> Plan:
    """How the file would be read, though its values may not be what its columns should hold."""
    layout = layout_of(file.source)
    if not head.parquet:
        return Plan(file, layout, head, text_columns(file, head, layout))
    names = parquet_names(file)
    columns = columns_of_parquet(file, names, layout)
    return Plan(file, layout, head, columns, names, typed_columns(file, names, columns, layout))


def _said(problem: InputError, file: InputFile) -> str:
    """A problem without the name of its file, which stands beside it."""
    return str(problem).removeprefix(file.name).removeprefix(": ").removeprefix(", ")


def _seen(file: InputFile, found: Recognised, head: Head) -> Inspected:
    """What is known before a row is read."""
    return Inspected(
        file.name,
        None,
        found.layout.name,
        found.layout.meaning,
        head.compressed,
        DELIMITERS.get(found.delimiter, "Parquet"),
        head.encoding.name if head.encoding else "" if head.parquet else "UTF-8",
        found.has_header,
        unknown=unknown(column_names(file, head), file.source) if found.has_header else (),
        job=job_lines(file.source, has_header=found.has_header),
    )


def _source(file: InputFile, found: Recognised, head: Head) -> Source:
    """The data set as a job that reads the file would say it."""
    layout = found.layout
    source = Source(
        layout.dataset,
        (file.path,),
        found.delimiter or layout.delimiter,
        {},
        None,
        () if found.has_header else layout.order,
        file.source.root,
        layout=layout.name,
    )
    if "person_key" not in {one.ours for one in layout.columns}:
        return source
    written = {header_name(name) for name in column_names(replace(file, source=source), head)}
    return replace(source, person_id=next((name for name in PERSON_KEYS if name in written), None))


def _counted(engine: DuckDBEngine, plan: Plan, *, whole: bool) -> tuple[RowCounts, bool]:
    """The counts, and whether they are of all rows."""
    stream = stream_of(plan)
    reader, is_all = stream.reader(), True
    if not whole:
        batches = list(islice(reader, 2))
        table = pa.Table.from_batches(batches, reader.schema)
        most = ROWS + plan.columns.header_line
        is_all = len(batches) < 2 and len(table) <= most  # noqa: PLR2004 - there is a second one
        reader = table.slice(0, most).to_reader()
    with engine.lend(STREAM, reader):
        rows = counted(engine, STREAM, plan)
    stream.refuse_if_broken()
    if not rows.whole:
        raise InputError(f"none of its {rows.rows:,} rows has {plan.columns.fields} fields")
    return rows, is_all


def _with_rows(seen: Inspected, plan: Plan, rows: RowCounts, *, is_all: bool) -> Inspected:
    return replace(
        seen,
        rows=rows.rows,
        unread=rows.rows - rows.whole,
        is_all=is_all,
        fields=rows.fields,
        names=dict(plan.layout.columns),
        missing=tuple(plan.layout.columns[name] for name in plan.columns.absent(plan.layout)),
        told=tuple(plan.told),
    )
