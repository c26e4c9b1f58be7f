"""The ledger of a file: every row that was read is accepted or set aside, each counted in a place of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from linkage.engine.base import Engine
from linkage.engine.quote import identifier
from linkage.errors import IntegrityError
from linkage.inputs.reason import BLANK
from linkage.inputs.source import InputFile

FAULT = "nothing was published. This is a fault in the program: please report it with this line"


@dataclass(frozen=True)
class Account:
    """What became of the rows of one file."""

    file: InputFile
    sha256: str
    rows_read: int
    """The reader's own count, less blank lines and the header."""
    rows_accepted: int
    """Rows of the raw table."""
    rows_quarantined: int
    """Rows of the quarantine."""


def rows_by_reason(engine: Engine, file: InputFile, given: int) -> dict[str | None, int]:
    """
    The rows of a file that arrived in the database by reason (None: can be used), blank lines left out.

    Raises IntegrityError unless they are the `given` ones that left the reader.
    """
    counted = engine.rows(f"select reason, count(*) from {identifier(file.rows_table)} group by reason")
    found = {None if reason is None else str(reason): int(str(rows)) for reason, rows in counted}
    arrived = sum(found.values())
    if arrived != given:
        raise IntegrityError(f"{file.name}: {given:,} rows left the file and {arrived:,} arrived; {FAULT}")
    found.pop(BLANK, None)
    return found


def close_accounts(
    engine: Engine, read: Mapping[InputFile, int], sha256: Mapping[InputFile, str], raw_tables: Sequence[str]
) -> None:
    """
    Make the table input_file, counting what each file gave to the raw tables and to the quarantine.

    Raises IntegrityError, naming the file, unless rows_read = rows_accepted + rows_quarantined for each.
    """
    accepted: dict[int, int] = {}
    for table in raw_tables:
        accepted |= _by_file(engine, table)
    quarantined = _by_file(engine, "quarantine")
    accounts = [
        Account(file, sha256[file], rows, accepted.get(file.file_id, 0), quarantined.get(file.file_id, 0))
        for file, rows in read.items()
    ]
    for account in accounts:
        check_balance(account)
    columns = {
        "file_id": "integer",
        "dataset": "text",
        "path": "text",
        "sha256": "text",
        "rows_read": "integer",
        "rows_accepted": "integer",
        "rows_quarantined": "integer",
    }
    engine.load("input_file", columns, [_row(account) for account in accounts])


def check_balance(account: Account) -> None:
    """Raise IntegrityError, naming the file, unless its ledger balances."""
    difference = account.rows_read - account.rows_accepted - account.rows_quarantined
    if difference:
        raise IntegrityError(
            f"{account.file.name}: the ledger does not balance: rows_read = rows_accepted + rows_quarantined "
            f"is out by {difference:,}; {FAULT}"
        )


def _by_file(engine: Engine, table: str) -> dict[int, int]:
    counted = engine.rows(f"select file_id, count(*) from {identifier(table)} group by file_id")
    return {int(str(file_id)): int(str(rows)) for file_id, rows in counted}


def _row(account: Account) -> tuple[int | str, ...]:
    file = account.file
    counts = (account.rows_read, account.rows_accepted, account.rows_quarantined)
    return (file.file_id, file.source.dataset, file.name, account.sha256, *counts)
