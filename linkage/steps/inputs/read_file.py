"""One file: its rows as they are kept, or read by the reader of its layout, and what was found of them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

from linkage.cache.cache import Cache
from linkage.engine.base import Engine
from linkage.engine.elsewhere import Elsewhere
from linkage.errors import InputError
from linkage.steps.inputs.again.earlier import earlier_files
from linkage.steps.inputs.again.known import LIKENESS
from linkage.steps.inputs.again.lines import read_lines
from linkage.steps.inputs.damaged_key import refuse_damaged
from linkage.steps.inputs.hint import delimiter_hint
from linkage.steps.inputs.ledger import Read, rows_by_reason
from linkage.steps.inputs.nested.planned import refuse_other_records
from linkage.steps.inputs.one_pass import OnePass
from linkage.steps.inputs.plan import Plan
from linkage.steps.inputs.problem import BadFileError, no_rows
from linkage.steps.inputs.rows import parquet_rows_sql, raw_sql, text_rows_sql
from linkage.steps.inputs.stream import STREAM, is_text, read_whole
from linkage.steps.inputs.taken import Taken, forget, found_part, just_read, kept_part, part_of
from linkage.steps.inputs.values.look_again import OtherwiseReadError, counted_again
from linkage.steps.inputs.values.passing import Passing, beside
from linkage.steps.inputs.values.read_values import read_values
from linkage.words.names import HOSPITAL

MANY_NAMES = 15
"""So many known names on a line are a header, whatever the delimiter they were found by."""


def take(engine: Engine, plan: Plan, sha256: str, cache: Cache | None) -> Taken:
    """A file's rows: as they are kept of a file of these bytes, else read, and kept; elsewhere, where the engine is."""
    kept = found_part(engine, cache, plan, sha256) if cache else None
    if kept is None and cache is not None and engine.elsewhere is not None:
        read_into(engine.elsewhere, plan, sha256, cache)
        kept = found_part(engine, cache, plan, sha256)
    if kept is not None:
        taken, found = kept
        with _as_bad_file(plan):
            refuse_damaged(plan, found)
        return taken
    if cache is None or not cache.may_write:
        return _read_file(engine, plan, sha256, Passing(tuple(plan.columns.places)))[0]
    dataset = plan.file.source.dataset
    columns = tuple(plan.columns.places)
    with cache.passing("parts", part_of(plan.file, sha256)) as folder:
        try:
            passing = Passing(
                columns,
                folder,
                beside(dataset, columns),
                is_likened=dataset in HOSPITAL and is_text(plan),
                earlier=partial(earlier_files, cache),
            )
            try:
                taken, found = _read_file(engine, plan, sha256, passing)
            except OtherwiseReadError:
                passing = passing.without_earlier()
                taken, found = _read_file(engine, plan, sha256, passing)
            _keep_contract(engine, taken, passing.own(plan.file.rows_table))
            return kept_part(engine, cache, taken, found, passing)
        finally:
            forget(engine, plan.file)


def _keep_contract(engine: Engine, taken: Taken, own: str) -> None:
    """IntegrityError where rows of the table `own`, which no earlier file had, break what their data set promises."""
    dataset = taken.file.source.dataset
    table = f"{dataset}_raw"
    rows = f"(select * from {own} where reason is null)"
    engine.view(table, raw_sql(dataset, [replace(taken, accepted=rows)]))
    engine.drop(table)


def read_into(elsewhere: Elsewhere, plan: Plan, sha256: str, cache: Cache) -> None:
    """Read a file into the cache for an engine that does not read files; raises what `take` raises."""
    with elsewhere.reader(cache.folder) as reader:
        take(reader, plan, sha256, cache)


@contextmanager
def _as_bad_file(plan: Plan) -> Iterator[None]:
    """Say of a refusal which file it is of."""
    try:
        yield
    except InputError as problem:
        raise BadFileError(str(problem), plan.file) from None


def _read_file(
    engine: Engine, plan: Plan, sha256: str, passing: Passing
) -> tuple[Taken, dict[str | None, int]]:
    """Bring a file's rows into its passing table; one pass. BadFileError when what is read has another digest."""
    with _as_bad_file(plan):
        found = _sorted_out(engine, plan, sha256, passing)
        refuse_damaged(plan, found[1])
        return found


def _sorted_out(
    engine: Engine, plan: Plan, sha256: str, passing: Passing
) -> tuple[Taken, dict[str | None, int]]:
    stream = (_read_text if is_text(plan) else _read_fields)(engine, plan, sha256, passing)
    rows = plan.file.rows_table
    notes = read_values(engine, plan, plan.file.came_table, rows, passing)
    linked = [name for name in plan.layout.linkage if name in plan.columns.places]
    known = counted_again(engine, passing, rows, linked)
    besides = (passing.own(rows), known) if known else None
    found, filled = rows_by_reason(engine, plan.file, stream.rows, linked, besides)
    _refuse_unreadable(plan, found)
    read = Read(plan.file, sha256, sum(found.values()), stream.is_ended)
    return just_read(engine.dialect, plan, read, found, filled, notes), found


def _read_fields(engine: Engine, plan: Plan, sha256: str, passing: Passing) -> OnePass:
    nested = plan.layout.made_from.is_nested
    query = parquet_rows_sql(engine.dialect, STREAM, plan.file, plan.columns, plan.layout, nested=nested)
    return read_whole(engine, plan, sha256, passing, query)


def _read_text(engine: Engine, plan: Plan, sha256: str, passing: Passing) -> OnePass:
    def query(lines: str) -> str:
        likeness = LIKENESS if passing.is_likened else ""
        return text_rows_sql(engine.dialect, lines, plan.file, plan.columns, plan.layout, likeness)

    return read_lines(engine, plan, sha256, passing, query)


def _refuse_unreadable(plan: Plan, found: Mapping[str | None, int]) -> None:
    """InputError for a file without rows, or without a single row whose fields can be told apart."""
    rows = sum(found.values())
    if not rows:
        raise no_rows(plan.file)
    if plan.layout.made_from.is_nested:
        refuse_other_records(plan.file, plan.layout, found)
    if found.get("encoding", 0) == rows:
        encoding = plan.head.encoding
        it_is = f"it looks like {encoding.advice}" if encoding else "save the file as UTF-8"
        raise InputError(f"{plan.file.name}: none of its {rows:,} rows is UTF-8; {it_is}")
    if found.get("field_count", 0) + found.get("encoding", 0) == rows:
        fields = plan.columns.fields
        hint = delimiter_hint(
            plan.head,
            plan.file.source,
            lambda cells: len(cells) == fields or len(plan.layout.known(cells)) >= MANY_NAMES,
        )
        raise InputError(f"{plan.file.name}: none of its {rows:,} rows has {fields} fields; {hint}")
