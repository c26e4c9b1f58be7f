"""
What only shows when the files of a hospital data set are looked at together, kept under the digest of all of them.

Record keys of several people, and rows that the last file of a data year no longer holds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from linkage.cache.cache import Cache
from linkage.cache.entry import MadeFrom
from linkage.engine.base import Engine
from linkage.engine.value import as_whole
from linkage.steps.inputs.delivery.replaced import Replaced, replaced, withdrawn_sql
from linkage.steps.inputs.delivery.shared_key import refuse_shared, shared_key_sql
from linkage.steps.inputs.layout import layout_of
from linkage.steps.inputs.reason import SHARED
from linkage.steps.inputs.taken import Taken
from linkage.steps.inputs.version import READER_VERSION
from linkage.words.names import HOSPITAL

NOTHING = "select cast(null as string) as record_key, cast(null as bigint) as records where false"


@dataclass(frozen=True)
class Joined:
    """The files of one data set, and which of their rows count."""

    counting: tuple[Taken, ...]
    """Those whose rows are in the raw table."""
    replaced: Mapping[int, Replaced]
    """The others, by number."""
    shared: str = ""
    """The table of record keys that several people bear; empty where there is none."""
    withdrawn: Mapping[int, int] | None = None
    """Rows of each replaced file that no file holds any more."""


def joined(engine: Engine, dataset: str, files: Sequence[Taken], cache: Cache | None) -> Joined:
    """
    The files of a data set together: InputError when too many rows bear a record key of several people.

    Makes the table `<data set>_record_key_shared` where there are such keys.
    """
    if dataset not in HOSPITAL or not files:
        return Joined(tuple(files), {})
    gone = replaced(files)
    counting = tuple(taken for taken in files if taken.file.file_id not in gone)
    table = f"{dataset}_{SHARED}"
    withdrawn = _looked_at(engine, dataset, table, counting, gone, cache)
    keys, rows = (as_whole(n or 0) for n in engine.rows(f"select count(*), sum(records) from {table}")[0])
    if not keys:
        engine.drop(table)
        return Joined(counting, gone, "", withdrawn)
    source = counting[0].file.source
    usable = sum(taken.accepted_rows for taken in counting)
    refuse_shared(source, layout_of(source).columns["record_key"], keys, rows, usable)
    return Joined(counting, gone, table, withdrawn)


def joined_from(dataset: str, files: Sequence[Taken], gone: Mapping[int, Replaced]) -> MadeFrom:
    """What that depends on: the parts in their order, and which takes the place of which."""
    by = {number: one.by.part for number, one in gone.items()}
    return {
        "made": "joined",
        "reader": READER_VERSION,
        "dataset": dataset,
        "parts": [[taken.part, by.get(taken.file.file_id, "")] for taken in files],
    }


def _looked_at(
    engine: Engine,
    dataset: str,
    table: str,
    counting: Sequence[Taken],
    gone: Mapping[int, Replaced],
    cache: Cache | None,
) -> dict[int, int]:
    """Make `table`, and count the rows withdrawn of each replaced file; from the cache where both are there."""
    files = sorted((*counting, *(one.taken for one in gone.values())), key=lambda taken: taken.file.file_id)
    made_from = joined_from(dataset, files, gone)
    kept = cache.find("editions", made_from, (SHARED,)) if cache else None
    if kept is not None:
        engine.create(table, f"select record_key, records from {engine.parquet_sql(kept.file(SHARED))}")
        return dict(zip(gone, kept.facts["withdrawn"], strict=True))
    held = [taken for taken in counting if "person_key" in taken.columns]
    engine.create(table, shared_key_sql(held) if held else NOTHING)
    withdrawn = {number: engine.count(withdrawn_sql(one.taken, counting)) for number, one in gone.items()}
    if cache is not None and cache.may_write:
        columns = f"select record_key, records from {table} order by record_key"
        facts = {"withdrawn": list(withdrawn.values())}
        cache.keep(engine, "editions", made_from, {SHARED: columns}, facts)
    return withdrawn
