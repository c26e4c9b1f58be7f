"""What an engine holds a table to once it has made it."""

from collections.abc import Mapping
from pathlib import Path

from linkage.engine.base import Engine
from linkage.engine.quote import identifier
from linkage.engine.value import as_whole
from linkage.errors import IntegrityError, RepeatedKeyError
from linkage.tables import Table


def keep_types(contract: Table, found: Mapping[str, str]) -> None:
    """IntegrityError unless the table has the columns of its contract; `found` maps names to contract types."""
    if found != contract.types:
        raise IntegrityError(f"table {contract.name}: its columns are not those of its contract")


def keep_promises(contract: Table, broken: Mapping[str, int]) -> None:
    """IntegrityError if a promise has rows that break it; `broken` counts them."""
    for promise, rows in broken.items():
        if rows:
            kind = RepeatedKeyError if promise == contract.key_promise else IntegrityError
            raise kind(f"table {contract.name}: {rows:,} rows break its contract ({promise})")


def keep_written(engine: Engine, contract: Table, *files: Path) -> None:
    """
    IntegrityError if the rows of files, which are those of the table, break a promise or share a key.

    One look tells whether all is well; only where it is not is each promise counted.
    """
    promises = contract.row_promises()
    name = engine.parquet_sql(*files)
    keys = ", ".join(map(identifier, contract.key))
    any_broken = " or ".join(f"({broken})" for broken in promises.values()) or "false"
    rows, some, distinct = map(
        as_whole,
        engine.rows(f"""
            select count(*), count(case when {any_broken} then 1 end),
                (select count(*) from (select distinct {keys} from {name}) as keys)
            from {name}""")[0],
    )
    if not some and rows == distinct:
        return
    counted = [f"count(case when {broken} then 1 end)" for broken in promises.values()]
    counted.append(
        f"(select count(*) from (select {keys} from {name} group by {keys} having count(*) > 1) as keys)"
    )
    found = engine.rows(f"select {', '.join(counted)} from {name}")[0]
    keep_promises(contract, dict(zip((*promises, contract.key_promise), map(as_whole, found), strict=True)))
