"""One edition as an item of a step: read where it lies in the cache, else made, and kept there."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from linkage.cache.cache import Cache
from linkage.cache.entry import MadeFrom, canonical, named
from linkage.editions.said import names_in
from linkage.engine.base import Engine
from linkage.engine.making import Item, Listed, Made, Worked, make
from linkage.engine.repeated import Repeated
from linkage.session.run_inputs import Inputs
from linkage.steps.inputs.delivery.replaced import counting
from linkage.steps.inputs.fingerprint import label
from linkage.steps.inputs.source import input_files
from linkage.steps.inputs.taken import part_of
from linkage.words.value_id import MadeWithIds

ENTRIES = "entries"
"""The fact of an edition that names what was kept of files that it was merged from, in their order; see said."""


@dataclass(frozen=True, kw_only=True)
class Edition:
    """A few tables, and all that they depend on."""

    name: str
    meaning: str
    tables: Mapping[str, str]
    """Each with the order of its rows where it lies; empty for any order."""
    items: tuple[Item, ...]
    """What makes them."""
    besides: tuple[Item, ...] = ()
    """What the step makes before them, and they are made with."""
    datasets: tuple[str, ...]
    """The data sets whose files they are made from."""
    reads: tuple[str, ...]
    """The tables that the items read."""
    merged: "Callable[[Engine, Inputs, Cache, Making], Sequence[str]] | None" = None
    """What makes the same with a cache, of what is kept of each file; gives the names of this."""

    def made_from(self, inputs: Inputs) -> MadeFrom:
        """All that the tables depend on, whatever else the job says."""
        every = (*self.besides, *self.items)
        has_ids = any(isinstance(item, MadeWithIds) for item in every)
        return {
            "made": self.name,
            "parts": parts(inputs, self.datasets),
            "method": method(every),
            "key": key_of(inputs) if has_ids else "",
        }

    def item(self, inputs: Inputs) -> Worked:
        """The edition as a step makes it."""
        return Worked(
            lambda engine: make_or_load(engine, self, inputs),
            f"{self.meaning} As it is kept in cache/, or made anew.",
            reads=self.reads,
            writes=tuple(self.tables),
            inside=self.items,
        )

    def folder(self, inputs: Inputs, cache: Cache) -> Path | None:
        """Where it lies, whole; None where it does not."""
        found = cache.find("editions", self.made_from(inputs), tuple(self.tables))
        return found.folder if found else None


@dataclass(frozen=True)
class Making:
    """An edition while it is merged."""

    edition: Edition
    folder: Path

    def file(self, table: str) -> Path:
        """Where a table may be written, in its order: it is kept as it lies there, and else as it is in the engine."""
        return self.folder / f"{table}.parquet"

    def forget(self) -> None:
        """Remove what was written."""
        for table in self.edition.tables:
            self.file(table).unlink(missing_ok=True)


def make_or_load(engine: Engine, edition: Edition, inputs: Inputs) -> None:
    """
    The tables as names for what lies in the cache, if it lies there as it should; else made as the items say, and kept.

    A name costs nothing where a table of everybody would be packed and put in order anew each month.
    """
    cache, made_from = inputs.cache, edition.made_from(inputs)
    kept = cache.find("editions", made_from, tuple(edition.tables)) if cache else None
    if kept is not None and cache is not None:
        cache.use("editions", names_in(kept.facts.get(ENTRIES, ())))
    elif cache is None or not cache.may_write:
        make(engine, edition.items)
        return
    elif edition.merged is None:
        make(engine, edition.items)
        cache.keep(engine, "editions", made_from, in_order(edition))
        return
    else:
        with cache.passing("editions", made_from) as folder:
            making = Making(edition, folder)
            entries = edition.merged(engine, inputs, cache, making)
            kept = cache.keep(
                engine, "editions", made_from, in_order(edition, making), {ENTRIES: list(entries)}
            )
    for table in edition.tables:
        engine.view(table, f"select * from {engine.parquet_sql(kept.file(table))}", is_checked=True)


def in_order(edition: Edition, making: Making | None = None) -> dict[str, str | Path]:
    """Each table of an edition in its order: where it was written, or every row of it."""
    files = {table: making.file(table) for table in edition.tables} if making else {}
    written = {table: file for table, file in files.items() if file.exists()}
    return {table: written.get(table, in_order_sql(table, order)) for table, order in edition.tables.items()}


def in_order_sql(table: str, order: str) -> str:
    """Every row of a table, in an order if there is one."""
    return f"select * from {table} order by {order}" if order else f"select * from {table}"


def key_of(inputs: Inputs) -> str:
    """What tells the pseudonym key from another, and nothing of it."""
    return inputs.key.digest("edition", inputs.key.key_id)[:16]


def parts(inputs: Inputs, datasets: Sequence[str]) -> dict[str, list[str]]:
    """The parts of each data set whose rows count, in the order in which their files take precedence."""
    found: dict[str, list[str]] = {name: [] for name in datasets}
    known = [(file, inputs.digests.get(label(file), "")) for file in input_files(inputs.sources)]
    for file, sha256 in counting(known):
        if file.source.dataset in found:
            found[file.source.dataset].append(named(part_of(file, sha256)))
    return found


def method(items: Sequence[Item]) -> str:
    """A digest of the SQL and of the rows of configuration that make the tables: another method, another edition."""
    said: list[object] = []
    for item in items:
        if isinstance(item, MadeWithIds):
            said.append([item.table, item.query, item.purpose])
        elif isinstance(item, Made):
            said.append([item.table, item.query])
        elif isinstance(item, Repeated):
            said.append([*([one.table, one.query] for one in item.items), item.left])
        elif isinstance(item, Listed):
            said.append([item.table, dict(item.columns), [list(map(str, row)) for row in item.rows]])
        else:
            raise TypeError("an edition is made of queries and lists, which can be digested")
    return hashlib.sha256(canonical(said)).hexdigest()[:32]
