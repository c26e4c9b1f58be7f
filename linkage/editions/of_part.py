"""What is made of one hospital file alone, kept under its part: a delivery makes it of the files that are new."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from linkage.cache.cache import Cache
from linkage.cache.entry import Entry, named
from linkage.editions.kept import method, parts
from linkage.engine.base import Engine
from linkage.engine.making import Item, make_all
from linkage.engine.straight import straight
from linkage.session.run_inputs import Inputs
from linkage.steps.inputs.delivery.joined import TABLES, joined_from
from linkage.steps.inputs.delivery.replaced import counting
from linkage.steps.inputs.fingerprint import label
from linkage.steps.inputs.source import InputFile, input_files
from linkage.steps.inputs.taken import part_of


@dataclass(frozen=True)
class Counting:
    """A file whose rows count."""

    file: InputFile
    part: str
    """Its part in the cache."""
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

    def kept(
        self, engine: Engine, inputs: Inputs, cache: Cache, one: Counting, items: Sequence[Item]
    ) -> Entry:
        """Where the tables of a file lie, made by `items` where they do not yet: these read the rows of that file."""
        made_from = {
            "made": self.made,
            "part": one.part,
            "without": one.without,
            "besides": parts(inputs, self.besides),
            "method": method(self.method),
            "key": self.key,
        }
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
