"""The step: from the job's files to what is told of each, the quarantine, and one raw table for each data set."""

from collections.abc import Callable, Mapping, Sequence

from linkage import tables
from linkage.cache.cache import Cache
from linkage.engine.base import Engine
from linkage.steps.inputs.delivery.joined import Joined, joined
from linkage.steps.inputs.delivery.read_ahead import read_ahead
from linkage.steps.inputs.fingerprint import fingerprints, label
from linkage.steps.inputs.ledger import close_accounts
from linkage.steps.inputs.lookups.found_columns import FOUND, load_found
from linkage.steps.inputs.names.told import told_of_names
from linkage.steps.inputs.plan import columns_absent, plan_reading
from linkage.steps.inputs.read_file import take
from linkage.steps.inputs.rows import raw_sql, set_aside_sql, shared_sql
from linkage.steps.inputs.source import DATASETS, Source
from linkage.steps.inputs.taken import Taken, forget
from linkage.steps.inputs.values.note import load_notes

TABLES = (
    *("input_file", *FOUND, "filled_column", "value_note"),
    *("unended_file", "replaced_file", "superseded_file", "quarantine"),
)
"""What the step makes besides the raw tables."""


def read_inputs(
    engine: Engine,
    sources: Sequence[Source],
    digests: Mapping[str, str] | None = None,
    cache: Cache | None = None,
    warn: Callable[[str], None] | None = None,
) -> dict[str, list[str]]:
    """
    Make the tables of TABLES and the raw table of each data set, empty if not supplied.

    `digests` are the fingerprints of the files if they have been taken already. A file that was read before, by its
    digest, is taken from the `cache`, and one that was not is put there. `warn` is told how files are read where that
    has to be known. Gives, for each data set that has any, the columns (by the layout's names) that at least one of
    its files lacks: they are null for its rows.
    Raises InputError for a file that cannot be used (before any is read, when its beginning shows it) or that
    changes between its digest and its last byte read, and IntegrityError when a row is unaccounted for.
    """
    plans = plan_reading(sources, warn)
    known = fingerprints(sources) if digests is None else digests
    if engine.elsewhere is not None:
        cache = read_ahead(engine.elsewhere, plans, known, cache, warn)
    taken = [take(engine, plan, known[label(plan.file)], cache) for plan in plans]
    of = {dataset: [one for one in taken if one.file.source.dataset == dataset] for dataset in DATASETS}
    joins = {dataset: joined(engine, dataset, of[dataset], cache) for dataset in DATASETS}
    for dataset in DATASETS:
        _make_raw_table(engine, dataset, of[dataset], joins[dataset])
    _make_quarantine(engine, [dataset for dataset in DATASETS if of[dataset]])
    _close(engine, taken, list(joins.values()))
    load_found(engine, plans)
    if warn is not None:
        for told in told_of_names(sources, plans):
            warn(told)
    return columns_absent(plans)


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
        forget(engine, taken.file)


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
        "superseded_file",
        tables.contract("superseded_file").types,
        [(number, *rows) for join in joins for number, rows in join.superseded.items()],
    )
    load_seen(engine, taken)


def load_seen(engine: Engine, taken: Sequence[Taken]) -> None:
    """Make the tables value_note and filled_column: what was seen of the columns of each file."""
    load_notes(engine, [(one.file, note) for one in taken for note in one.notes])
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
