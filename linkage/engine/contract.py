"""What an engine holds a table to once it has made it."""

from collections.abc import Mapping

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
