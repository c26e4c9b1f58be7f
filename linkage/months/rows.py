"""
The rows of a month's events as digests, so that a later run can tell which have been corrected, moved or taken back.

A keyed digest over every column that is read: the same row in another file is the same row, and nobody without the key
of the folder can try values on it. Kept for every event of the month, whatever became of it.

A later version of the program may read more columns. So a digest says of which form it is, and the rows of a month are
looked at in the form in which those of its publication were: a column that came later corrects nobody's row.
"""

from collections.abc import Mapping

from linkage.engine.base import Engine
from linkage.engine.dialect import Dialect
from linkage.engine.quote import literal
from linkage.session.keys import Key
from linkage.tables import contract
from linkage.words.names import TIMES
from linkage.words.value_id import PAD_COLUMNS

PURPOSE = "row"
"""Of the key under which rows are digested."""
PAD = "row_pad"
PLACE = ("file_id", "row_number")
"""Columns of did_raw that say where a row stands, and not what it says."""
ADDED = {2: TIMES}
"""Columns of did_raw by the form of digest that is the first to have them; those of the first form are in none."""
FORM = max(ADDED)
"""The form of today. A column that did_raw gets is put under another one."""
DIGITS = 32
"""Hex digits of a digest; before them stand the form and a full stop, but in the first form."""


def load_row_pad(engine: Engine, key: Key) -> None:
    """The padded keys of the digests -> row_pad; to be dropped by whoever asked for it."""
    engine.load(PAD, PAD_COLUMNS, [key.pads(PURPOSE)])


def row_digest_sql(dialect: Dialect, raw: str, form: int = FORM) -> str:
    """
    The digest of a row of did_raw, its form before it; reads row_pad. The same on every engine.

    A column without a value counts as an empty one, which no reader gives: whether a null makes the whole text null
    is no question that engines agree on.
    """
    values = ", chr(31), ".join(
        f"concat('=', coalesce(cast({raw}.{name} as string), ''))" for name in columns_of(form)
    )
    hashed = dialect.keyed_hash(f"concat({values})", f"{PAD}.inner_pad", f"{PAD}.outer_pad")
    digest = f"substr({hashed}, 1, {DIGITS})"
    return f"concat('{form}.', {digest})" if form > 1 else digest


def columns_of(form: int) -> list[str]:
    """The columns of did_raw that a digest of this form is over, in the order of their contract."""
    later = {name for first, names in ADDED.items() if first > form for name in names}
    return [column.name for column in contract("did_raw").columns if column.name not in {*PLACE, *later}]


def form_of(digest: str) -> int:
    """The form of a digest."""
    form, stop, _ = digest.partition(".")
    return int(form) if stop else 1


def is_other_row_sql(one: str, other: str) -> str:
    """Whether two digests are of rows that say something else; null where one is none, or of another form."""
    forms = (f"substr({digest}, 1, length({digest}) - {DIGITS})" for digest in (one, other))
    return f"case when {' = '.join(forms)} then {one} <> {other} end"


def months_rows_sql(dialect: Dialect, forms: Mapping[str, int]) -> str:
    """The rows of event_rows_sql of several months, each by the form that is given for it."""
    return " union all ".join(
        event_rows_sql(dialect, tuple(month for month in forms if forms[month] == form), form)
        for form in sorted(set(forms.values()))
    )


def event_rows_sql(dialect: Dialect, months: tuple[str, ...], form: int = FORM) -> str:
    """
    event_version, did_raw, input_file, row_pad -> one row per event: event_id, test_month, row_digest and path.

    Of the months that are named; the row is the one that counts.
    """
    listed = ", ".join(literal(month) for month in months)
    return f"""
        select version.event_id, version.test_month, {row_digest_sql(dialect, "raw", form)} as row_digest, file.path
        from event_version as version
        join did_raw as raw on raw.file_id = version.file_id and raw.row_number = version.row_number
        join input_file as file on file.file_id = version.file_id
        cross join {PAD}
        where version.is_latest and version.test_month in ({listed})"""


def kept_rows_sql(dialect: Dialect, month: str) -> str:
    """What is kept of the rows of a month: event_id, row_digest and path."""
    return f"""
        select event_id, row_digest, path
        from ({event_rows_sql(dialect, (month,))}) as counted
        order by event_id"""
