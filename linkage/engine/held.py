"""Tables of DuckDB held to their contracts."""

from linkage import tables
from linkage.engine.base import Engine
from linkage.engine.contract import keep_promises, keep_types
from linkage.engine.quote import identifier
from linkage.engine.value import as_whole


def keep_contract(engine: Engine, table: str, rows: int) -> None:
    """Hold the table of `rows` to its contract, if it has one; no row, no row that breaks a promise."""
    contract = keep_types_of(engine, table)
    if contract is None:
        return
    promises = contract.row_promises()
    counted = [f"count(case when {broken} then 1 end)" for broken in promises.values()]
    if contract.key and rows > 1:
        counted.append(f"(select count(*) from ({contract.repeated_key_sql()}) as repeated)")
    if not rows or not counted:
        return
    broken = engine.rows(f"select {', '.join(counted)} from {identifier(table)}")[0]
    names = [*promises, contract.key_promise]
    keep_promises(contract, dict(zip(names, map(as_whole, broken), strict=False)))


def keep_types_of(engine: Engine, table: str) -> tables.Table | None:
    """Hold the table to the columns and types of its contract, and give that, if it has one."""
    contract = tables.find(table)
    if contract is not None:
        described = engine.rows(f"describe {identifier(table)}")
        found = {str(row[0]): tables.TYPE_OF_DUCKDB.get(str(row[1]), str(row[1])) for row in described}
        keep_types(contract, found)
    return contract
