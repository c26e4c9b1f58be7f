"""The step: from the job's files to what is told of each, the quarantine, and one raw table for each data set."""

from collections.abc import Callable, Mapping, Sequence

from linkage import tables
from linkage.cache.cache import Cache
from linkage.engine.base import Engine
from linkage.errors import InputError
from linkage.steps.inputs.damaged_key import refuse_damaged
from linkage.steps.inputs.delivery.joined import Joined, joined
from linkage.steps.inputs.fingerprint import fingerprints, label
from linkage.steps.inputs.header import known_names
from linkage.steps.inputs.hint import delimiter_hint
from linkage.steps.inputs.ledger import Read, close_accounts, rows_by_reason
from linkage.steps.inputs.lines import Lines
from linkage.steps.inputs.names.told import told_of_names
from linkage.steps.inputs.parquet import ParquetRows
from linkage.steps.inputs.plan import Plan, columns_absent, columns_absent_by_file, plan_reading
from linkage.steps.inputs.rows import parquet_rows_sql, raw_sql, set_aside_sql, shared_sql, text_rows_sql
from linkage.steps.inputs.source import DATASETS, Source
from linkage.steps.inputs.taken import Taken, found_part, just_read, kept_part

TABLES = ("input_file", "absent_column", "filled_column", "unended_file", "replaced_file", "quarantine")
"""What the step makes besides the raw tables."""
STREAM = "input_stream"
MANY_NAMES = 15
"""So many known names on a line are a header, whatever the delimiter they were found by."""


def read_inputs(
    engine: Engine,
    sources: Sequence[Source],
    digests: Mapping[str, str] | None = None,
    cache: Cache | None = None,
    warn: Callable[[str], None] | None = None,
) -> dict[str, list[str]]:
    """
    Make the tables of TABLES and the raw table of each data set, empty if not supplied.

    `digests` are the fingerprints of the files if they have been taken already; `warn` is told of what their names
    say. A file that was read before, by its
    digest, is taken from the `cache`, and one that was not is put there. Gives, for each data set that has
    any, the columns (by the layout's names) that at least one of its files lacks: they are null for its rows.
    Raises InputError for a file that cannot be used (before any is read, when its beginning shows it) or that
    changes between its digest and its last byte read, and IntegrityError when a row is unaccounted for.
    """
    plans = plan_reading(sources)
    known = fingerprints(sources) if digests is None else digests
    taken = [_take(engine, plan, known[label(plan.file)], cache) for plan in plans]
    of = {dataset: [one for one in taken if one.file.source.dataset == dataset] for dataset in DATASETS}
    joins = {dataset: joined(engine, dataset, of[dataset], cache) for dataset in DATASETS}
    for dataset in DATASETS:
        _make_raw_table(engine, dataset, of[dataset], joins[dataset])
    _make_quarantine(engine, [dataset for dataset in DATASETS if of[dataset]])
    _close(engine, taken, list(joins.values()))
    engine.load("absent_column", tables.contract("absent_column").types, columns_absent_by_file(plans))
    if warn is not None:
        for told in told_of_names(sources, plans):
            warn(told)
    return columns_absent(plans)


def _take(engine: Engine, plan: Plan, sha256: str, cache: Cache | None) -> Taken:
    """A file's rows: as they are kept of a file of these bytes, else read, and kept."""
    kept = found_part(engine, cache, plan, sha256) if cache else None
    if kept is not None:
        taken, found = kept
        refuse_damaged(plan, found)
        return taken
    taken, found = _read_file(engine, plan, sha256)
    if cache is None or not cache.may_write:
        return taken
    dataset = plan.file.source.dataset
    engine.view(_raw(dataset), raw_sql(dataset, [taken]))
    engine.drop(_raw(dataset))
    return kept_part(engine, cache, taken, found)


def _read_file(engine: Engine, plan: Plan, sha256: str) -> tuple[Taken, dict[str | None, int]]:
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
    linked = [name for name in plan.layout.linkage if name in plan.columns.places]
    given = max(stream.rows - plan.columns.header_line, 0)
    found, filled = rows_by_reason(engine, plan.file, given, linked)
    _refuse_unreadable(plan, found)
    refuse_damaged(plan, found)
    return just_read(
        engine.dialect, plan, Read(plan.file, sha256, sum(found.values()), stream.is_ended), found, filled
    ), found


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


def _make_raw_table(engine: Engine, dataset: str, files: Sequence[Taken], join: Joined) -> None:
    """
    The raw table of a data set and its rows set aside; the passing tables of its files go.

    Of files that are in the cache the raw table is a name for what lies there.
    """
    if not files:
        _make_empty(engine, _raw(dataset))
        return
    query = raw_sql(dataset, join.counting, join.shared)
    if all(taken.part for taken in files):
        engine.view(_raw(dataset), query, is_checked=True)
    else:
        engine.create(_raw(dataset), query)
    shared = [shared_sql(dataset, join.counting, join.shared)] if join.shared else []
    engine.create(_set_aside(dataset), " union all ".join([set_aside_sql(dataset, files), *shared]))
    for taken in files:
        engine.drop(taken.file.rows_table)


def _close(engine: Engine, taken: Sequence[Taken], joins: Sequence[Joined]) -> None:
    """Close the accounts of the files, and tell which of them others take the place of."""
    gone = [
        (number, one, (join.withdrawn or {})[number])
        for join in joins
        for number, one in join.replaced.items()
    ]
    close_accounts(
        engine,
        [one.read for one in taken],
        [_raw(dataset) for dataset in DATASETS],
        {number: one.taken.accepted_rows for number, one, _ in gone},
    )
    engine.load(
        "replaced_file",
        tables.contract("replaced_file").types,
        [
            (number, one.by.file.file_id, one.why, one.taken.accepted_rows - withdrawn, withdrawn)
            for number, one, withdrawn in gone
        ],
    )
    engine.load(
        "filled_column",
        tables.contract("filled_column").types,
        [
            (one.file.file_id, name, rows)
            for one in taken
            if one.accepted_rows
            for name, rows in one.filled.items()
        ],
    )


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
