"""
The rows of a month's events as digests, so that a later run can tell which have been corrected, moved or taken back.

A keyed digest over every column that is read: the same row in another file is the same row, and nobody without the key
of the folder can try values on it. Kept for every event of the month, whatever became of it.
"""

from linkage.engine.base import Engine
from linkage.engine.dialect import Dialect
from linkage.engine.quote import literal
from linkage.session.keys import Key
from linkage.tables import contract
from linkage.words.value_id import PAD_COLUMNS

PURPOSE = "row"
"""Of the key under which rows are digested."""
PAD = "row_pad"
PLACE = ("file_id", "row_number")
"""Columns of did_raw that say where a row stands, and not what it says."""


def load_row_pad(engine: Engine, key: Key) -> None:
    """The padded keys of the digests -> row_pad; to be dropped by whoever asked for it."""
    engine.load(PAD, PAD_COLUMNS, [key.pads(PURPOSE)])


def row_digest_sql(dialect: Dialect, raw: str) -> str:
    """The digest of a row of did_raw, 32 hex digits; reads row_pad. An empty value and none are told apart."""
    values = ", chr(31), ".join(
        f"coalesce(concat('=', cast({raw}.{column.name} as string)), '')"
        for column in contract("did_raw").columns
        if column.name not in PLACE
    )
    return f"substr({dialect.keyed_hash(f'concat({values})', f'{PAD}.inner_pad', f'{PAD}.outer_pad')}, 1, 32)"


def event_rows_sql(dialect: Dialect, months: tuple[str, ...] = ()) -> str:
    """
    event_version, did_raw, input_file, row_pad -> one row per event: event_id, test_month, row_digest and path.

    Of all months, or of those named; the row is the one that counts.
    """
    listed = ", ".join(literal(month) for month in months)
    wanted = f" and version.test_month in ({listed})" if months else ""
    return f"""
        select version.event_id, version.test_month, {row_digest_sql(dialect, "raw")} as row_digest, file.path
        from event_version as version
        join did_raw as raw on raw.file_id = version.file_id and raw.row_number = version.row_number
        join input_file as file on file.file_id = version.file_id
        cross join {PAD}
        where version.is_latest{wanted}"""


def kept_rows_sql(dialect: Dialect, month: str) -> str:
    """What is kept of the rows of a month: event_id, row_digest and path."""
    return f"""
        select event_id, row_digest, path
        from ({event_rows_sql(dialect, (month,))}) as counted
        order by event_id"""
