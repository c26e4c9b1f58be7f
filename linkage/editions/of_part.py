"""What is made of one hospital file alone, kept under its part: a delivery makes it of the files that are new."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from linkage.cache.cache import Cache
from linkage.cache.entry import Entry, MadeFrom, named
from linkage.editions.difference import Sent, difference
from linkage.editions.kept import method, parts
from linkage.editions.said import Said
from linkage.engine.base import Engine
from linkage.engine.making import Item, make_all
from linkage.engine.straight import straight
from linkage.session.run_inputs import Inputs
from linkage.steps.inputs.delivery.joined import TABLES, joined_from
from linkage.steps.inputs.delivery.replaced import counting
from linkage.steps.inputs.fingerprint import label
from linkage.steps.inputs.source import InputFile, input_files
from linkage.steps.inputs.taken import part_of
from linkage.steps.standardise.raw_rows import RawTables, rows_alone

ItemsOf = Callable[[RawTables], Sequence[Item]]
"""What makes the tables of a file of the raw tables, or of some of their rows."""


@dataclass(frozen=True)
class Counting:
    """A file whose rows count."""

    file: InputFile
    part: str
    """Its part in the cache, or the difference of which some of its rows are."""
    without: str
    """What says which of its rows are left out, being of a record key of several people; empty where none is."""


def counting_files(inputs: Inputs, cache: Cache, datasets: Sequence[str]) -> Iterator[Counting]:
    """The files of the data sets whose rows count, in order of precedence."""
    every = [(file, inputs.digests[label(file)]) for file in input_files(inputs.sources)]
    for dataset in datasets:
        known = [(file, sha256) for file, sha256 in every if file.source.dataset == dataset]
        if not known:
            continue
        made_from = joined_from(known)
        entry = cache.find("editions", made_from, TABLES)
        without = named(made_from) if entry is None or entry.facts["shared"] else ""
        for file, sha256 in counting(known):
            yield Counting(file, named(part_of(file, sha256)), without)


@dataclass(frozen=True, kw_only=True)
class OfPart:
    """Tables made of the rows of one file."""

    made: str
    tables: tuple[str, ...]
    method: Sequence[Item]
    """What makes them of all rows, and all that the step makes before."""
    besides: tuple[str, ...] = ()
    """Data sets that they are made with."""
    key: str = ""
    """What tells the pseudonym key, where they have ids."""

    def said(
        self, engine: Engine, inputs: Inputs, cache: Cache, one: Counting, items_of: ItemsOf
    ) -> tuple[Said, ...]:
        """
        What is kept of a file whose rows have supplied people, made where it is not there yet by what `items_of` rows.

        Of a file that was sent again: what is kept of the earlier one, and of the rows that are otherwise.
        """
        dataset = one.file.source.dataset
        sent = Sent(dataset, one.file.file_id, one.part)

        def has_made(part: str) -> bool:
            return cache.place("editions", self.made_from(inputs, part)).is_dir()

        found = None
        if inputs.person_rules is None and not one.without and not has_made(one.part):
            found = difference(engine, inputs, cache, sent, has_made)
        earlier = cache.find("editions", self.made_from(inputs, found[1]), self.tables) if found else None
        if found is None or earlier is None:
            items = items_of(rows_alone(dataset, sent.rows))
            return (Said(self.kept(engine, inputs, cache, one, items)),)
        anew = Counting(one.file, found[0].name, "")
        items = items_of(rows_alone(dataset, sent.rows_of(engine, found[0])))
        return Said(earlier, (found[0],)), Said(self.kept(engine, inputs, cache, anew, items))

    def made_from(self, inputs: Inputs, part: str, without: str = "") -> MadeFrom:
        """What the tables of a part, or of a difference, depend on."""
        return {
            "made": self.made,
            "part": part,
            "without": without,
            "besides": parts(inputs, self.besides),
            "method": method(self.method),
            "key": self.key,
        }

    def kept(
        self, engine: Engine, inputs: Inputs, cache: Cache, one: Counting, items: Sequence[Item]
    ) -> Entry:
        """Where the tables of a file lie, made by `items` where they do not yet: these read the rows of that file."""
        made_from = self.made_from(inputs, one.part, one.without)
        found = cache.find("editions", made_from, self.tables)
        if found is None:
            with cache.passing("editions", made_from) as folder:
                files = {table: folder / f"{table}.parquet" for table in self.tables}
                make_all(engine, (straight(item, files) for item in items))
                found = cache.keep(
                    engine,
                    "editions",
                    made_from,
                    {
                        table: path if path.exists() else f"select * from {table}"
                        for table, path in files.items()
                    },
                )
            for item in items:
                for table in item.writes:
                    engine.drop(table)
        return found
