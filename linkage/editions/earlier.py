"""The edition of the same tables that the last run used: what has not changed since is taken over from it."""

from collections.abc import Sequence
from dataclasses import dataclass

from linkage.cache.cache import Cache
from linkage.cache.entry import Entry, made_from_in, whole, whole_in
from linkage.cache.uses import last_made
from linkage.editions.kept import ENTRIES, Edition
from linkage.engine.base import Engine
from linkage.session.run_inputs import Inputs


@dataclass(frozen=True)
class Earlier:
    """An edition of other files."""

    edition: Entry
    entries: tuple[Entry, ...]
    """What was kept of each of its files, which it was merged from."""
    gone: tuple[Entry, ...]
    """Those of files that are not among those of now."""
    there: tuple[Entry, ...]
    """Those of files that are."""
    come: tuple[Entry, ...]
    """And what is kept of files that were not among those of then."""


def earlier(cache: Cache, edition: Edition, inputs: Inputs, now: Sequence[Entry]) -> Earlier | None:
    """
    The last run's edition of these tables by the same method and key, whole, and all that it was merged from.

    None where there is none. `now` is what is kept of each file of this run. It is read, and not counted as used: it
    goes when the runs that used it have passed.
    """
    folder = last_made(cache.folder, edition.name)
    made_from = made_from_in(folder) if folder else None
    if folder is None or made_from is None:
        return None
    wanted = edition.made_from(inputs)
    if any(made_from.get(name) != wanted[name] for name in ("method", "key")):
        return None
    found = whole(folder, made_from, tuple(edition.tables))
    known = {entry.name: entry for entry in now}
    entries: list[Entry] = []
    for name in found.facts.get(ENTRIES, ()) if found else ():
        entry = known.get(name) or entry_of(cache, name)
        if entry is None:
            return None
        entries.append(entry)
    if found is None or not entries:
        return None
    before = {entry.name for entry in entries}
    return Earlier(
        edition=found,
        entries=tuple(entries),
        gone=tuple(entry for entry in entries if entry.name not in known),
        there=tuple(entry for entry in entries if entry.name in known),
        come=tuple(entry for entry in now if entry.name not in before),
    )


def entry_of(cache: Cache, name: str) -> Entry | None:
    """An entry of the editions by its name, whole; None where it is not there or damaged."""
    folder = cache.folder / "editions" / name
    made_from = made_from_in(folder)
    return whole_in(folder, made_from) if made_from is not None else None


def rows_sql(engine: Engine, table: str, entries: Sequence[Entry], before: Earlier | None = None) -> str:
    """The rows of a table that is kept of each file; of no file none, as a file of `before` has its columns."""
    if entries or before is None:
        return f"select * from {engine.parquet_sql(*(entry.file(table) for entry in entries))}"
    return f"select * from {engine.parquet_sql(before.entries[0].file(table))} where false"
