"""The step: from the job's files to input_file, absent_column, quarantine and one raw table for each data set."""

from collections.abc import Mapping, Sequence

from linkage import tables
from linkage.engine.base import Engine
from linkage.errors import InputError
from linkage.steps.inputs.damaged_key import refuse_damaged
from linkage.steps.inputs.fingerprint import fingerprints, label
from linkage.steps.inputs.header import known_names
from linkage.steps.inputs.hint import delimiter_hint
from linkage.steps.inputs.ledger import Read, close_accounts, rows_by_reason
from linkage.steps.inputs.lines import Lines
from linkage.steps.inputs.parquet import ParquetRows
from linkage.steps.inputs.plan import Plan, columns_absent, columns_absent_by_file, plan_reading
from linkage.steps.inputs.reason import SHARED
from linkage.steps.inputs.rows import parquet_rows_sql, raw_sql, set_aside_sql, shared_sql, text_rows_sql
from linkage.steps.inputs.shared_key import find_shared
from linkage.steps.inputs.source import DATASETS, Source

STREAM = "input_stream"
MANY_NAMES = 15
"""So many known names on a line are a header, whatever the delimiter they were found by."""


def read_inputs(
    engine: Engine, sources: Sequence[Source], digests: Mapping[str, str] | None = None
) -> dict[str, list[str]]:
    """
    Make input_file, absent_column, unended_file, quarantine and the raw table of each data set, empty if not supplied.

    `digests` are the fingerprints of the files if they have been taken already. Gives, for each data set that has
    any, the columns (by the layout's names) that at least one of its files lacks: they are null for its rows.
    Raises InputError for a file that cannot be used (before any is read, when its beginning shows it) or that
    changes between its digest and its last byte read, and IntegrityError when a row is unaccounted for.
    """
    plans = plan_reading(sources)
    known = fingerprints(sources) if digests is None else digests
    read = [_read_file(engine, plan, known[label(plan.file)]) for plan in plans]
    of = {dataset: [plan for plan in plans if plan.file.source.dataset == dataset] for dataset in DATASETS}
    for dataset in DATASETS:
        _make_raw_table(engine, dataset, of[dataset])
    _make_quarantine(engine, [dataset for dataset in DATASETS if of[dataset]])
    close_accounts(engine, read, [_raw(dataset) for dataset in DATASETS])
    engine.load("absent_column", tables.contract("absent_column").types, columns_absent_by_file(plans))
    return columns_absent(plans)


def _read_file(engine: Engine, plan: Plan, sha256: str) -> Read:
    """Bring a file's rows into its passing table; one pass. InputError when what is read has another digest."""
    stream: Lines | ParquetRows
    if plan.head.parquet:
        stream = ParquetRows(plan.file, plan.columns, plan.names, sha256)
        query = parquet_rows_sql(engine.dialect, STREAM, plan.file, plan.columns, plan.layout)
    else:
        stream = Lines(plan.file, plan.head, sha256)
        query = text_rows_sql(engine.dialect, STREAM, plan.file, plan.columns, plan.layout)
    with engine.lend(STREAM, stream.reader()):
        engine.create(plan.file.rows_table, query)
    stream.refuse_if_broken()
    found = rows_by_reason(engine, plan.file, max(stream.rows - plan.columns.header_line, 0))
    _refuse_unreadable(plan, found)
    refuse_damaged(plan, found)
    return Read(plan.file, sha256, sum(found.values()), stream.is_ended)


def _refuse_unreadable(plan: Plan, found: Mapping[str | None, int]) -> None:
    """InputError for a file without rows, or without a single row whose fields can be told apart."""
    rows = sum(found.values())
    if not rows:
        raise InputError(
            f"{plan.file.name}: holds no rows; ask for the file again, or take it out of the job"
        )
    if found.get("encoding", 0) == rows:
        raise InputError(f"{plan.file.name}: none of its {rows:,} rows is UTF-8; save the file as UTF-8")
    if found.get("field_count", 0) + found.get("encoding", 0) == rows:
        fields = plan.columns.fields
        hint = delimiter_hint(
            plan.head,
            plan.file.source,
            lambda cells: len(cells) == fields or known_names(cells, plan.layout) >= MANY_NAMES,
        )
        raise InputError(f"{plan.file.name}: none of its {rows:,} rows has {fields} fields; {hint}")


def _make_raw_table(engine: Engine, dataset: str, plans: Sequence[Plan]) -> None:
    """The raw table of a data set and its rows set aside; the passing tables of its files go."""
    if not plans:
        _make_empty(engine, _raw(dataset))
        return
    files = [(plan.file, plan.columns) for plan in plans]
    shared = find_shared(engine, dataset, plans)
    engine.create(_raw(dataset), raw_sql(dataset, files, shared=shared))
    aside = [set_aside_sql(engine.dialect, dataset, files), *([shared_sql(dataset, files)] if shared else [])]
    engine.create(_set_aside(dataset), " union all ".join(aside))
    engine.drop(SHARED)
    for file, _ in files:
        engine.drop(file.rows_table)


def _make_quarantine(engine: Engine, datasets: Sequence[str]) -> None:
    if not datasets:
        _make_empty(engine, "quarantine")
        return
    columns = ", ".join(tables.contract("quarantine").types)
    each = (f"select {columns} from {_set_aside(dataset)}" for dataset in datasets)
    engine.create("quarantine", " union all ".join(each))
    for dataset in datasets:
        engine.drop(_set_aside(dataset))


def _make_empty(engine: Engine, table: str) -> None:
    engine.load(table, tables.contract(table).types, [])


def _raw(dataset: str) -> str:
    return f"{dataset}_raw"


def _set_aside(dataset: str) -> str:
    return f"{dataset}_set_aside"
