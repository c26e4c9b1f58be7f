"""Tables of Spark held to their contracts, in one query each."""

from pathlib import Path

from linkage.engine.base import Engine
from linkage.engine.contract import keep_promises, keep_types
from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.engine.quote import identifier
from linkage.engine.spark.files import bytes_in, parts, rows_in
from linkage.engine.spark.rows import Columns
from linkage.engine.value import as_whole
from linkage.tables import Table, find

TYPE_OF_SPARK = {
    "string": "text",
    "bigint": "integer",
    "double": "double",
    "boolean": "boolean",
    "date": "date",
    "binary": "binary",
}
SMALL_BYTES = 8_000_000
"""A table of at most so many bytes is looked at by a DuckDB in this process: Spark takes longer to plan that."""


def keep_types_of(table: str, found: Columns) -> Table | None:
    """Hold the table to the columns and types of its contract, and give that, if it has one."""
    contract = find(table)
    if contract is not None:
        keep_types(contract, {name: TYPE_OF_SPARK.get(kind, kind) for name, kind in found})
    return contract


def keep_contract_of(engine: Engine, table: str, found: Columns, folder: Path | None) -> int:
    """Hold the table whose rows lie in `folder` to its contract, and give its rows; of a view, without one, 0."""
    contract = keep_types_of(table, found)
    if contract is None:
        return rows_in(folder) if folder else 0
    if folder is not None and bytes_in(folder) <= SMALL_BYTES:
        return keep_small(table, folder)
    promises = contract.row_promises()
    numbered = enumerate(promises.values())
    broken_rows = [f"count(case when {broken} then 1 end) as broken_{n}" for n, broken in numbered]
    summed = [f"sum(broken_{n})" for n in range(len(promises))]
    groups = f" group by {', '.join(map(identifier, contract.key))}" if contract.key else ""
    (first,) = engine.rows(f"""
        select {", ".join(["sum(n)", "count(case when n > 1 then 1 end)", *summed])}
        from (select {", ".join(["count(*) as n", *broken_rows])} from {identifier(table)}{groups})""")
    whole, repeated, *broken = (as_whole(number or 0) for number in first)
    keys = {contract.key_promise: repeated} if contract.key else {}
    keep_promises(contract, keys | dict(zip(promises, broken, strict=True)))
    return whole


def keep_small(table: str, folder: Path) -> int:
    """The same in this process; what Spark wrote is read as it stands."""
    rows = rows_in(folder)
    if rows == 0:
        return 0
    engine = DuckDBEngine(Session(folders=(folder,), threads=1))
    try:
        engine.view(table, f"select * from {engine.parquet_sql(*parts(folder))}")
    finally:
        engine.close()
    return rows
