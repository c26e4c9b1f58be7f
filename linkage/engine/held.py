"""Tables of DuckDB held to their contracts."""

from collections.abc import Mapping
from typing import Protocol

from linkage import tables
from linkage.engine.base import Row
from linkage.engine.contract import keep_promises, keep_types
from linkage.engine.quote import identifier
from linkage.engine.value import as_whole


class Holder(Protocol):
    """What is asked of the engine that holds them."""

    def rows(self, query: str) -> list[Row]:
        """See Engine."""
        ...

    def column_types(self, table: str) -> Mapping[str, str]:
        """The columns of a table, in order, with DuckDB's names of their types."""
        ...


def keep_contract(engine: Holder, table: str, rows: int) -> None:
    """
    Hold the table of `rows` to its contract, if it has one; no row, no row that breaks a promise.

    One look tells whether all is well: no row that breaks any promise, as many keys as rows. Only where it is not is
    each promise counted.
    """
    contract = keep_types_of(engine, table)
    if contract is None or not rows:
        return
    promises = contract.row_promises()
    has_key = bool(contract.key) and rows > 1
    if not promises and not has_key:
        return
    name, key = identifier(table), ", ".join(map(identifier, contract.key))
    any_broken = " or ".join(f"({broken})" for broken in promises.values()) or "false"
    looked = [f"count(case when {any_broken} then 1 end)"]
    if has_key and len(contract.key) == 1:
        looked.append(f"count(distinct {key})")
    elif has_key:
        looked.append(f"(select count(*) from (select distinct {key} from {name}) as keys)")
    broken, *keys = map(as_whole, engine.rows(f"select {', '.join(looked)} from {name}")[0])
    if not broken and keys in ([], [rows]):
        return
    counted = [f"count(case when {broken} then 1 end)" for broken in promises.values()]
    if has_key:
        counted.append(f"(select count(*) from ({contract.repeated_key_sql()}) as repeated)")
    found = engine.rows(f"select {', '.join(counted)} from {name}")[0]
    names = [*promises, contract.key_promise]
    keep_promises(contract, dict(zip(names, map(as_whole, found), strict=False)))


def keep_types_of(engine: Holder, table: str) -> tables.Table | None:
    """Hold the table to the columns and types of its contract, and give that, if it has one."""
    contract = tables.find(table)
    if contract is not None:
        described = engine.column_types(table)
        keep_types(
            contract, {name: tables.TYPE_OF_DUCKDB.get(kind, kind) for name, kind in described.items()}
        )
    return contract
