"""
The tables of hospital records: with a cache, each file's rows as they were standardised, without superseded keys.

A row depends on its file and the organisations alone, and the last row of a key within a file is the last of all
unless a later file has the key. So what is named here is what the items would make of all files at once.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from linkage import tables
from linkage.cache.cache import Cache
from linkage.editions.made_people import peopled, put_peopled, read_from
from linkage.editions.of_part import OfPart, counting_files
from linkage.editions.said import Said, rows_sql
from linkage.engine.base import Engine
from linkage.engine.dialect import Dialect
from linkage.engine.making import Item, Worked, make
from linkage.engine.value import as_whole
from linkage.session.run_inputs import Inputs
from linkage.steps.inputs.delivery.joined import SUPERSEDED
from linkage.steps.standardise.run import codes_made, organisations_made

CODES = tuple(item.writes[0] for item in codes_made())
PLACES = ("site_provider", "provider_successor", "provider_split")


@dataclass(frozen=True, kw_only=True)
class Records:
    """One table of hospital records."""

    table: str
    key: str
    """The column of the record key."""
    datasets: tuple[str, ...]
    items_of: Callable[[Dialect, Mapping[str, str]], tuple[Item, ...]]
    """What makes it of the raw tables, or of some of their rows."""

    def item(self, inputs: Inputs, dialect: Dialect) -> Worked:
        """The table as a step makes it."""
        items = peopled(inputs, self.items_of(dialect, read_from(inputs)), self.table)

        def make_or_name(engine: Engine) -> None:
            if inputs.cache is not None and inputs.cache.may_write:
                name_records(engine, self, inputs, inputs.cache)
            else:
                make(engine, items)

        raw = tuple(f"{dataset}_raw" for dataset in self.datasets)
        meaning = (
            f"Each {self.table}, as the last row of its key has it: kept in cache/ by file, or made anew."
        )
        people = ("made_person",) if inputs.person_rules else ()
        return Worked(
            make_or_name, meaning, reads=(*raw, *CODES, *PLACES, *people), writes=(self.table,), inside=items
        )


@dataclass(frozen=True)
class OfFile:
    """The records of one file, as they were standardised."""

    said: tuple[Said, ...]
    again: str
    """The query of the record keys that a later file has again; empty where there are none."""


def records_of_files(engine: Engine, records: Records, inputs: Inputs, cache: Cache) -> list[OfFile]:
    """What is kept of each file that counts, made where it is not there yet."""
    dialect, table = engine.dialect, records.table
    whole = records.items_of(dialect, read_from(inputs))
    of_part = OfPart(
        made=table,
        tables=(table,),
        besides=("sites",),
        method=(*codes_made(), *organisations_made(dialect), *whole),
    )
    found = []
    for one in tuple(counting_files(inputs, cache, records.datasets)):
        dataset, number = one.file.source.dataset, one.file.file_id
        said = of_part.said(
            engine, inputs, cache, one, lambda raw: records.items_of(dialect, read_from(inputs, raw))
        )
        again = f"select record_key from {dataset}_{SUPERSEDED} where file_id = {number}"
        has_any = as_whole(engine.scalar(f"select count(*) from ({again}) as again"))
        found.append(OfFile(said, again if has_any else ""))
    return found


def name_records(engine: Engine, records: Records, inputs: Inputs, cache: Cache) -> None:
    """The table as a name for what is kept of each file."""
    table = records.table
    branches = [
        f"select * from ({rows_sql(engine, table, one.said)}) as said"
        + (f" where {records.key} not in ({one.again})" if one.again else "")
        for one in records_of_files(engine, records, inputs, cache)
    ]
    if branches:
        put_peopled(engine, inputs, table, " union all ".join(branches))
    else:
        engine.load(table, tables.contract(table).types, [])
