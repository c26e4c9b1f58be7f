"""The rows that stay of a file when people and events are struck: the same file where all do, else a new one."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from linkage.engine.base import Engine
from linkage.engine.quote import identifier
from linkage.release import disk
from linkage.release.content import published
from linkage.release.content.draft import Draft, month_path
from linkage.release.content.ordered_file import is_in_order, keep_as_due
from linkage.release.content.sifted_file import staying, write_sifted
from linkage.release.record.manifest import Manifest
from linkage.tables import contract


@dataclass(frozen=True)
class Leaving:
    """Who or what leaves a month: whatever has in `column` a value that this column of `table` holds."""

    column: str
    table: str

    @property
    def stays(self) -> str:
        """A condition on a row: that it stays."""
        return f"{self.column} not in (select {self.column} from {self.table})"

    def values(self, engine: Engine) -> pa.Array:
        """What leaves, by its key."""
        rows = engine.columns(f"select {self.column} from {self.table}")
        return rows[self.column].cast(pa.string()).combine_chunks()


EVENTS = Leaving("event_id", "struck_now")
PEOPLE = Leaving("person_id", "gone_person")


def write_staying(
    engine: Engine,
    draft: Draft,
    previous: Manifest,
    name: str,
    month: str,
    leaving: Leaving,
    otherwise: str | None = None,
) -> None:
    """
    The rows of the published table `name` of `month` that stay into the draft.

    Where all do the file of the release before gets a second name; where some do its rows are sifted. `otherwise` is a
    query of them where they change besides; it reads the table as it was, `name`_before, as is done where the file is
    not as it would be written today. IntegrityError where a file has not the rows that are due.
    """
    source = draft.layout.release(previous.release) / month_path(name, month)
    query = otherwise or f"select * from {name}_before where {leaving.stays}"
    if not is_of_today(source, name, draft.options):
        due = engine.count(f"select count(*) from {name}_before where {leaving.stays}")
        draft.write_rows(engine, name, query, month, rows=due)
        return
    gone = leaving.values(engine)
    rows = staying(source, leaving.column, gone)
    if rows == pq.read_metadata(source).num_rows:
        take_whole(draft, previous, name, month)
    elif otherwise or not is_sifted(draft, source, month_path(name, month), leaving.column, gone, rows):
        draft.write_rows(engine, name, query, month, rows=rows)


def is_sifted(draft: Draft, source: Path, path: str, column: str, gone: pa.Array, rows: int) -> bool:
    """
    Whether the rows of a published file that stay are in the draft now, `rows` of them.

    Those that lie in another order than that of the key are not: they are left to be sorted.
    """
    table, target = contract(path.partition("/")[0]), draft.folder / path
    disk.make_folder(target.parent)
    with disk.resource_errors(f"writing {path}"):
        write_sifted(source, target, column, gone)
    if not is_in_order(target, table.key):
        disk.remove(target)
        return False
    keep_as_due(target, published.columns(table, draft.options), path, rows)
    return True


def write_whole(engine: Engine, draft: Draft, previous: Manifest, name: str, month: str) -> None:
    """Every row of a table of `month` into the draft."""
    source = draft.layout.release(previous.release) / month_path(name, month)
    if is_of_today(source, name, draft.options):
        take_whole(draft, previous, name, month)
    else:
        draft.write_rows(engine, name, f"select * from {name}_before", month)


def take_whole(draft: Draft, previous: Manifest, name: str, month: str) -> None:
    """Give the file of a table of a month of the release before a second name in the draft."""
    path = month_path(name, month)
    disk.make_folder((draft.folder / path).parent)
    disk.link_or_copy(draft.layout.release(previous.release) / path, draft.folder / path)
    draft.taken |= {file.path: file for file in previous.files if file.path == path}


def is_of_today(source: Path, name: str, options: published.Options) -> bool:
    """Whether a file is all that there is of a month, in the columns that it would be written in now."""
    described = published.schema(published.columns(contract(name), options))
    alone = source.is_file() and len(list(source.parent.iterdir())) == 1
    return alone and pq.read_schema(source).equals(described)


def keep_staying(engine: Engine, source: Path, target: Path, stays: str) -> None:
    """The same of a file of what is kept of a month: the rows that stay, in the order of the first two columns."""
    rows = engine.parquet_sql(source)
    left = engine.count(f"select count(*) from {rows} where {stays}")
    if pq.read_metadata(source).num_rows == left:
        disk.link_or_copy(source, target)
        return
    stored: Sequence[str] = pq.read_schema(source).names
    listed, order = (", ".join(map(identifier, names)) for names in (stored, stored[:2]))
    engine.write_parquet(f"select {listed} from {rows} where {stays} order by {order}", target)
