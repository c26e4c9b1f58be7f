"""The ledger of a file: every row that was read is accepted or set aside, each counted in a place of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from linkage import tables
from linkage.engine.base import Engine
from linkage.engine.quote import identifier
from linkage.engine.value import as_whole
from linkage.errors import IntegrityError
from linkage.steps.inputs.reason import BLANK
from linkage.steps.inputs.source import InputFile

FAULT = "nothing was published. This is a fault in the program: please report it with this line"


@dataclass(frozen=True)
class Read:
    """A file that has been read."""

    file: InputFile
    sha256: str
    rows: int
    """Rows in it: neither blank lines nor the header."""
    is_ended: bool = True
    """Whether its last line has its end."""


@dataclass(frozen=True)
class Counted:
    """Rows of a file that can be used and are counted already."""

    rows: int
    filled: Mapping[str, int]
    """How many of them hold something in each column."""


def rows_by_reason(
    engine: Engine,
    file: InputFile,
    given: int,
    columns: Sequence[str] = (),
    besides: tuple[str, Counted] | None = None,
) -> tuple[dict[str | None, int], dict[str, int]]:
    """
    The rows of a file that arrived in the database by reason (None: can be used), blank lines left out.

    And of those that can be used, how many hold something in each of `columns`. Where some of them are counted already,
    `besides` is the table of the others, and these. Raises IntegrityError unless the rows are the `given` ones that
    left the reader.
    """
    table, known = besides or (file.rows_table, Counted(0, dict.fromkeys(columns, 0)))
    held = "".join(f", count({identifier(name)})" for name in columns)
    counted = engine.rows(f"select reason, count(*){held} from {identifier(table)} group by reason")
    found = {None if reason is None else str(reason): as_whole(rows) for reason, rows, *_ in counted}
    if known.rows:
        found[None] = found.get(None, 0) + known.rows
    filled = next((counts for reason, _, *counts in counted if reason is None), [0] * len(columns))
    arrived = sum(found.values())
    if arrived != given:
        raise IntegrityError(f"{file.name}: {given:,} rows left the file and {arrived:,} arrived; {FAULT}")
    found.pop(BLANK, None)
    return found, {
        name: as_whole(rows) + known.filled[name] for name, rows in zip(columns, filled, strict=True)
    }


def close_accounts(
    engine: Engine, read: Sequence[Read], raw_tables: Sequence[str], replaced: Mapping[int, int]
) -> None:
    """
    Make the tables input_file and unended_file, counting what each file gave to the raw tables and to the quarantine.

    Of a file that another takes the place of, which gives the raw table nothing, `replaced` says by its number how
    many rows could be used. Raises IntegrityError, naming the file, unless rows_read = rows_accepted +
    rows_quarantined for each.
    """
    accepted: dict[int, int] = {}
    for table in raw_tables:
        accepted |= _by_file(engine, table)
    quarantined = _by_file(engine, "quarantine")
    listed = []
    for one in read:
        number = one.file.file_id
        used = accepted.get(number, 0) + replaced.get(number, 0)
        check_balance(one, used, quarantined.get(number, 0))
        counts = (one.rows, used, quarantined.get(number, 0))
        listed.append((number, one.file.source.dataset, one.file.name, one.sha256, *counts))
    engine.load("input_file", tables.contract("input_file").types, listed)
    unended = [(one.file.file_id,) for one in read if not one.is_ended]
    engine.load("unended_file", tables.contract("unended_file").types, unended)


def check_balance(read: Read, accepted: int, quarantined: int) -> None:
    """Raise IntegrityError, naming the file, unless rows_read = rows_accepted + rows_quarantined."""
    difference = read.rows - accepted - quarantined
    if difference:
        raise IntegrityError(
            f"{read.file.name}: the ledger does not balance: rows_read = rows_accepted + rows_quarantined "
            f"is out by {difference:,}; {FAULT}"
        )


def _by_file(engine: Engine, table: str) -> dict[int, int]:
    counted = engine.rows(f"select file_id, count(*) from {identifier(table)} group by file_id")
    return {as_whole(file_id): as_whole(rows) for file_id, rows in counted}
