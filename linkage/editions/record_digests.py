"""
The digests of people's records, kept of each file: a delivery digests the records of the files that are new.

Digests are put together so that no order matters and the same row twice undoes itself. So of a file of which some rows
do not count, being in a later file again, these are put in once more.
"""

from collections.abc import Iterator, Sequence

from linkage.cache.cache import Cache
from linkage.cache.entry import Entry
from linkage.editions.hospital import RECORDS
from linkage.editions.kept import Making, method
from linkage.editions.records import OfFile, Records, records_of_files
from linkage.editions.said import Said, rows_sql
from linkage.engine.base import Engine
from linkage.engine.dialect import Dialect
from linkage.engine.making import Made, make
from linkage.engine.straight import write
from linkage.session.run_inputs import Inputs
from linkage.steps.index.person_digest import UNITED, numbers_sql, person_digest_sql
from linkage.steps.index.run import person_digest_made

TABLE = "record_digest"
OTHERS = ("death", "open_episode")
"""Records that have no file of their own in the cache; they are few."""


def merge_digests(engine: Engine, inputs: Inputs, cache: Cache, making: Making) -> tuple[str, ...]:
    """person and what is kept of the records of each file -> person_digest; gives the latter's digests."""
    if inputs.person_rules is not None:
        make(engine, making.edition.items)
        return ()
    names: list[str] = []
    parts = [numbers_sql(engine.dialect, table, table) for table in OTHERS]
    for records in RECORDS:
        for one in records_of_files(engine, records, inputs, cache):
            digests = [said.of(kept_digest(engine, cache, records, said.entry)) for said in one.said]
            names.extend(digest.name for digest in digests)
            parts.extend(numbers_of(engine, records, one, digests))
    table = person_digest_made(engine.dialect)[0].writes[0]
    query = person_digest_sql(engine.dialect, UNITED.join(parts))
    ordered = f"{query} order by {making.edition.tables[table]}"
    write(engine, Made(table, ordered), making.file(table))
    return tuple(names)


def kept_digest(engine: Engine, cache: Cache, records: Records, kept: Entry) -> Entry:
    """Where the digests of the records of an entry lie, by person; made where they do not yet."""
    source = engine.parquet_sql(kept.file(records.table))
    query = record_digest_sql(engine.dialect, records.table, source)
    shown = Made(TABLE, record_digest_sql(engine.dialect, records.table, records.table))
    made_from = {"made": f"{records.table} digest", "of": kept.name, "method": method((shown,))}
    return cache.find("editions", made_from, (TABLE,)) or cache.keep(
        engine, "editions", made_from, {TABLE: query}
    )


def record_digest_sql(dialect: Dialect, table: str, source: str) -> str:
    """One row per person with records in `source`, rows of `table`: person_id and number."""
    return f"""
        select person_id, bit_xor(number) as number
        from ({numbers_sql(dialect, table, source)}) as numbered
        group by person_id
        order by person_id"""


def numbers_of(engine: Engine, records: Records, one: OfFile, digests: Sequence[Said]) -> Iterator[str]:
    """Queries of the numbers of the records of one file that count, by person."""
    yield f"select person_id, number from ({rows_sql(engine, TABLE, digests)}) as digested"
    if one.again:
        rows = rows_sql(engine, records.table, one.said)
        source = f"(select * from ({rows}) as said where {records.key} in ({one.again})) as superseded"
        yield numbers_sql(engine.dialect, records.table, source)
