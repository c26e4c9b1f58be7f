"""
What only shows when the files of a hospital data set are looked at together, kept under the digest of all of them.

Record keys of several people, keys that a later file has again, and rows that the last file of a data year no longer
holds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from linkage.cache.cache import Cache
from linkage.cache.entry import MadeFrom, named
from linkage.engine.base import Engine
from linkage.engine.value import as_whole
from linkage.steps.inputs.delivery.known_keys import JOINED, keys_that_may_repeat
from linkage.steps.inputs.delivery.replaced import Replaced, places, replaced, withdrawn_sql
from linkage.steps.inputs.delivery.shared_key import (
    refuse_shared,
    repeated_key_sql,
    shared_key_sql,
    superseded_key_sql,
    superseded_rows_sql,
)
from linkage.steps.inputs.layout import layout_of
from linkage.steps.inputs.reason import SHARED
from linkage.steps.inputs.source import InputFile
from linkage.steps.inputs.taken import Taken, part_of
from linkage.steps.inputs.version import READER_VERSION
from linkage.words.names import HOSPITAL

SUPERSEDED = "superseded_key"
TABLES = (SHARED, SUPERSEDED)


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
    superseded: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    """Of each file that counts, rows that a later row of their record key replaced, and rows that replaced others."""


def joined(engine: Engine, dataset: str, files: Sequence[Taken], cache: Cache | None) -> Joined:
    """
    The files of a data set together: InputError when too many rows bear a record key of several people.

    Makes the tables `<data set>_record_key_shared`, where there are such keys, and `<data set>_superseded_key`.
    """
    if dataset not in HOSPITAL or not files:
        return Joined(tuple(files), {})
    gone = replaced(files)
    counting = tuple(taken for taken in files if taken.file.file_id not in gone)
    withdrawn, superseded = _looked_at(engine, dataset, files, counting, cache)
    table = f"{dataset}_{SHARED}"
    keys, rows = (as_whole(n or 0) for n in engine.rows(f"select count(*), sum(records) from {table}")[0])
    if not keys:
        engine.drop(table)
        return Joined(counting, gone, "", withdrawn, superseded)
    source = counting[0].file.source
    usable = sum(taken.accepted_rows for taken in counting)
    refuse_shared(source, layout_of(source).columns["record_key"], keys, rows, usable)
    return Joined(counting, gone, table, withdrawn, superseded)


def joined_from(files: Sequence[tuple[InputFile, str]]) -> MadeFrom:
    """What that depends on: the parts in their order, and which takes the place of which; each file with its digest."""
    part = {file.file_id: named(part_of(file, sha256)) for file, sha256 in files}
    by = places(files)
    return {
        "made": JOINED,
        "reader": READER_VERSION,
        "parts": [[name, part.get(by.get(number, 0), "")] for number, name in part.items()],
    }


def _looked_at(
    engine: Engine, dataset: str, files: Sequence[Taken], counting: Sequence[Taken], cache: Cache | None
) -> tuple[dict[int, int], dict[int, tuple[int, int]]]:
    """
    Make the tables; count the rows withdrawn of each replaced file, and those superseded of each that counts.

    From the cache where all of it is there.
    """
    made_from = joined_from([(taken.file, taken.read.sha256) for taken in files])
    kept = cache.find("editions", made_from, TABLES) if cache else None
    gone = replaced(files)
    shared, superseded = (f"{dataset}_{name}" for name in TABLES)
    places_of = {taken.file.file_id: place for place, taken in enumerate(files)}
    if kept is not None:
        engine.create(shared, f"select record_key, records from {engine.parquet_sql(kept.file(SHARED))}")
        numbers = "".join(f" when {place} then {number}" for number, place in places_of.items())
        engine.create(
            superseded,
            f"select cast(case place{numbers} end as bigint) as file_id, record_key"
            f" from {engine.parquet_sql(kept.file(SUPERSEDED))}",
        )
        numbered = {place: number for number, place in places_of.items()}
        again = {numbered[place]: (rows, by) for place, rows, by in kept.facts["superseded"]}
        return dict(zip(gone, kept.facts["withdrawn"], strict=True)), again
    repeated = f"{dataset}_repeated_key"
    among = keys_that_may_repeat(engine, cache, counting)
    engine.create(repeated, repeated_key_sql(engine.dialect, counting, among))
    engine.create(shared, shared_key_sql(counting, repeated))
    engine.create(superseded, superseded_key_sql(counting, repeated))
    counted = engine.rows(superseded_rows_sql(counting, repeated, shared))
    again = {as_whole(number): (as_whole(rows), as_whole(by)) for number, rows, by, _ in counted}
    of_one_file = [places_of[as_whole(number)] for number, *_, within in counted if within]
    engine.drop(repeated)
    withdrawn = {number: engine.count(withdrawn_sql(one.taken, counting)) for number, one in gone.items()}
    if cache is not None and cache.may_write:
        numbers = "".join(f" when {number} then {place}" for number, place in places_of.items())
        tables = {
            SHARED: f"select record_key, records from {shared} order by record_key",
            SUPERSEDED: f"select cast(case file_id{numbers} end as bigint) as place, record_key"
            f" from {superseded} order by place, record_key",
        }
        facts = {
            "withdrawn": list(withdrawn.values()),
            "superseded": [[places_of[number], *rows] for number, rows in again.items()],
            "repeated": of_one_file,
            "shared": engine.count(f"select count(*) from {shared}"),
        }
        cache.keep(engine, "editions", made_from, tables, facts)
    return withdrawn, again
