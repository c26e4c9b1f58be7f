"""Which rows of a hospital file that was sent again are just so in an earlier one, each told by its record key."""

from collections.abc import Sequence

from linkage.engine.dialect import Dialect
from linkage.engine.quote import identifier
from linkage.steps.inputs.delivery.shared_key import may_repeat_sql

SAME = "same_row"
"""The passing table of rows that both files have just so, by their numbers."""
REPEATED = "repeated_record_key"
"""The passing table of record keys that are not of one row alone."""


def repeated_sql(dialect: Dialect, new: str, old: str) -> str:
    """One row per record key that several rows of one of the files bear."""
    each = (
        f"select record_key from {rows} as sent where {may_repeat_sql(dialect, rows)}"
        " group by record_key having count(*) > 1"
        for rows in (new, old)
    )
    return " union ".join(each)


def same_sql(dialect: Dialect, new: str, old: str, columns: Sequence[str]) -> str:
    """
    One row per record key of which both files have one row, and the same: its number in each of them.

    Rows are compared by their likeness, each with that of its key alone.
    """
    likeness = dialect.likeness(*(identifier(name) for name in columns))
    of_new, of_old = (
        f"select row_number, record_key, {likeness} as likeness from {rows} as sent" for rows in (new, old)
    )
    return f"""
        select new.row_number as new_row, old.row_number as old_row
        from ({of_new}) as new
        join ({of_old}) as old on old.record_key = new.record_key and old.likeness = new.likeness
        where new.record_key not in (select record_key from {REPEATED})"""
