"""The rows that stay of a file when people and events are struck: the same file where all do, else a new one."""

from collections.abc import Sequence
from pathlib import Path

import pyarrow.parquet as pq

from linkage.engine.base import Engine
from linkage.engine.quote import identifier
from linkage.release import disk
from linkage.release.content import published
from linkage.release.content.draft import Draft, month_path
from linkage.release.content.published import OF_EVENTS, OF_PEOPLE
from linkage.release.record.manifest import Manifest
from linkage.tables import contract

SIFTED = (*OF_EVENTS, *OF_PEOPLE)
"""Tables that keep their rows, so that of one row group, read by one thread, these come in the file's order."""


def write_staying(
    engine: Engine, draft: Draft, previous: Manifest, name: str, month: str, query: str, stays: str
) -> int:
    """
    The rows of `query` as the published table `name` of `month` in the draft; gives how many.

    They are those of the table as it was, `name`_before, that meet the condition `stays`. Where these are all of its
    rows the file of the release before gets a second name; IntegrityError where a file has not the rows that are due.
    """
    staying = engine.count(f"select count(*) from {name}_before where {stays}")
    path = month_path(name, month)
    source = draft.layout.release(previous.release) / path
    whole = pq.read_metadata(source) if is_of_today(source, name, draft.options) else None
    if whole and whole.num_rows == staying:
        disk.make_folder((draft.folder / path).parent)
        disk.link_or_copy(source, draft.folder / path)
        draft.taken |= {file.path: file for file in previous.files if file.path == path}
    else:
        is_sifted = whole and whole.num_row_groups == 1 and name in SIFTED
        write = draft.write_sifted if is_sifted else draft.write_rows
        write(engine, name, query, month, rows=staying)
    return staying


def is_of_today(source: Path, name: str, options: published.Options) -> bool:
    """Whether a file is all that there is of a month, in the columns that it would be written in now."""
    described = published.schema(published.columns(contract(name), options))
    alone = source.is_file() and len(list(source.parent.iterdir())) == 1
    return alone and pq.read_schema(source).equals(described)


def keep_staying(engine: Engine, source: Path, target: Path, stays: str) -> None:
    """The same of a file of what is kept of a month: the rows that stay, in the order of the first two columns."""
    rows = engine.parquet_sql(source)
    staying = engine.count(f"select count(*) from {rows} where {stays}")
    if pq.read_metadata(source).num_rows == staying:
        disk.link_or_copy(source, target)
        return
    stored: Sequence[str] = pq.read_schema(source).names
    listed, order = (", ".join(map(identifier, names)) for names in (stored, stored[:2]))
    engine.write_parquet(f"select {listed} from {rows} where {stays} order by {order}", target)
