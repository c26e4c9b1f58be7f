"""How good hospital records are, counted of each file and added up: a delivery counts the rows that are new."""

from functools import partial

from linkage.cache.cache import Cache
from linkage.editions.difference import Sent
from linkage.editions.kept import Making
from linkage.editions.of_part import OfPart, counting_files
from linkage.engine.base import Engine
from linkage.engine.dialect import Dialect
from linkage.engine.making import Item, made
from linkage.session.run_inputs import Inputs
from linkage.steps.standardise.quality import RECORDS, added_quality_count_sql, file_quality_count_sql
from linkage.steps.standardise.raw_rows import RAW_TABLES, RawTables
from linkage.steps.standardise.run import codes_made
from linkage.words.names import HOSPITAL

TABLE = "record_quality_count"


def merge_quality(engine: Engine, inputs: Inputs, cache: Cache, _making: Making) -> tuple[str, ...]:
    """
    What is kept of each hospital file, deaths and hospital records -> record_quality_count.

    Dates, codes and keys are of one row each, so that counts of rows add up; of a record key the last row of all files
    counts. Gives the names of what is kept.
    """
    dialect = engine.dialect
    of_part = OfPart(
        made=TABLE,
        tables=(TABLE,),
        method=[
            *codes_made(),
            *(item for dataset in RAW_TABLES for item in of_rows(dialect, dataset, RAW_TABLES)),
        ],
    )
    names, added, less = [], [], []
    for one in tuple(counting_files(inputs, cache, HOSPITAL)):
        dataset = one.file.source.dataset
        said = of_part.said(engine, inputs, cache, one, partial(of_rows, dialect, dataset))
        names += [each.name for each in said]
        added += [engine.parquet_sql(each.entry.file(TABLE)) for each in said]
        sent = Sent(dataset, one.file.file_id, one.part)
        rows = [sent.rows_before(engine, found) for each in said for found in each.without]
        less += [f"({file_quality_count_sql(dialect, dataset, before)})" for before in rows]
    latest = {
        dataset: (_rows(engine, RAW_TABLES[dataset]), _rows(engine, records))
        for dataset, records in RECORDS.items()
    }
    made(TABLE, added_quality_count_sql, dialect, added, less, latest).make(engine)
    return tuple(names)


def _rows(engine: Engine, table: str) -> int:
    return engine.count(f"select count(*) from {table} as every")


def of_rows(dialect: Dialect, dataset: str, raw: RawTables) -> tuple[Item, ...]:
    """Rows of a data set, those of its raw table -> their share of record_quality_count."""
    return (made(TABLE, file_quality_count_sql, dialect, dataset, raw[dataset]),)
