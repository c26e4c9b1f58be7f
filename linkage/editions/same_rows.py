"""Which rows of a hospital file that was sent again an earlier file has just so: by their values, or by their lines."""

from collections.abc import Sequence
from pathlib import Path

from linkage.cache.entry import Entry, facts_said
from linkage.engine.base import Engine
from linkage.engine.dialect import Dialect
from linkage.engine.quote import identifier
from linkage.steps.inputs.delivery.shared_key import may_repeat_sql
from linkage.steps.inputs.taken import known_of

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


def known_sql(engine: Engine, folder: Path, before: Entry, old: str) -> str:
    """
    The same, where lines that both files have were found when the later one was read; empty where none were.

    `folder` is that of its part. Only rows that were made of other lines are then compared: what they say may be the
    same. Numbers of both lie in the order of one file: the earlier one, or that whose rows both have.
    """
    part = Entry(folder, facts_said(folder) or {})
    new, held = known_of(part), known_of(before)
    if new is None or new.part != (held.part if held else before.name):
        return ""
    dialect, columns = engine.dialect, before.facts["columns"]
    rows, old_row = new.abreast(engine), "numbers.before_row"
    if held is not None:
        earlier = f"{engine.parquet_sql(held.numbers)} as earlier"
        rows = dialect.abreast(rows, earlier, "earlier.before_row = numbers.before_row")
        old_row = "earlier.row_number"
    return f"""
        select numbers.row_number as new_row, {old_row} as old_row
        from {rows}
        where numbers.row_number is not null and {old_row} is not null
          and before.record_key not in (select record_key from {REPEATED})
        union all
        {same_sql(dialect, engine.parquet_sql(part.file("accepted")), old, columns)}"""
