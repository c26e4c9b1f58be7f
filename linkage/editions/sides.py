"""
A hospital file that was sent again beside an earlier one: which rows of each are to be compared, and what comes of it.

Where lines that both have were found when the file was read, none but the others need be compared.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from linkage.cache.entry import Entry, facts_said
from linkage.editions.same_rows import REPEATED, SAME
from linkage.engine.base import Engine
from linkage.engine.quote import identifier
from linkage.steps.inputs.again.known import Known
from linkage.steps.inputs.taken import known_of

CAME, STAYED, GONE = "came", "stayed", "gone"
"""Rows of the later file alone, rows that both have of people who are left out, and rows of the earlier one alone."""
LEFT_OUT = "left_out_person"
"""The passing table of people who are left out, while two files are compared."""


@dataclass(frozen=True)
class Sides:
    """Two files, each as table expressions of its rows, with their numbers in it."""

    new: str
    """Of the later one those that are to be compared."""
    old: str
    """And of the earlier one."""
    both: str = ""
    """The others, which both have; numbered as in the later one. Empty: all are compared."""


def sides_of(engine: Engine, folder: Path, before: Entry, new: str, old: str) -> Sides:
    """
    The rows of a file, `new`, and of an earlier one, `old`, the part of which is `before`.

    `folder` is that of the part of the first. Where lines that both have were found when it was read, only other rows
    need be compared: what these say may be the same.
    """
    part = Entry(folder, facts_said(folder) or {})
    known, held = known_of(part), known_of(before)
    if known is None or known.part != (held.part if held else before.name):
        return Sides(new, old)
    columns = tuple(before.facts["columns"])
    own = engine.parquet_sql(part.file("accepted"))
    if held is None:
        return Sides(own, engine.parquet_sql(known.gone), f"({known.sql(engine, columns)})")
    own_before = engine.parquet_sql(before.file("accepted"))
    return Sides(
        _united_sql(columns, own, numbered_sql(engine, held.gone, known.numbers, columns)),
        _united_sql(columns, own_before, numbered_sql(engine, known.gone, held.numbers, columns)),
        f"({both_sql(engine, known, held, columns)})",
    )


def numbered_sql(engine: Engine, rows: Path, numbers: Path, columns: Sequence[str]) -> str:
    """Those of `rows` of an earlier file that are in the file of `numbers`, with their numbers there."""
    listed = ", ".join(f"gone.{identifier(name)}" for name in columns)
    return f"""
        select numbers.row_number, {listed}
        from {engine.parquet_sql(rows)} as gone
        join {engine.parquet_sql(numbers)} as numbers on numbers.before_row = gone.row_number
        where numbers.row_number is not null"""


def both_sql(engine: Engine, known: Known, held: Known, columns: Sequence[str]) -> str:
    """The rows of one earlier file that are in both of two others, with their numbers in the first of these."""
    rows = engine.dialect.abreast(
        known.abreast(engine),
        f"{engine.parquet_sql(held.numbers)} as earlier",
        "earlier.before_row = numbers.before_row",
    )
    listed = ", ".join(f"before.{identifier(name)}" for name in columns)
    return f"""
        select numbers.row_number, {listed}
        from {rows}
        where numbers.row_number is not null and earlier.row_number is not null"""


def _united_sql(columns: Sequence[str], own: str, others: str) -> str:
    listed = ", ".join(map(identifier, columns))
    return f"(select row_number, {listed} from {own} union all {others})"


def left_out_sql(sides: Sides) -> str:
    """The people of rows of the earlier file that are not among the same ones, or of a record key of several rows."""
    repeated = f"""
            union all
            select sent.person_key as person_id
            from {sides.both} as sent
            join {REPEATED} as repeated on repeated.record_key = sent.record_key"""
    return f"""
        select distinct person_id
        from (
            select sent.person_key as person_id
            from {sides.old} as sent
            left join {SAME} as same on same.old_row = sent.row_number
            where same.old_row is null{repeated if sides.both else ""}
        ) as otherwise"""


def rows_of_sql(sides: Sides, columns: Sequence[str]) -> dict[str, str]:
    """
    The rows of each table of a difference, each once: row_number and `columns`.

    Of a row there is one same row at most, and each person is left out once. A row that both have, and whose record key
    is not of one row, is of somebody who is left out.
    """
    listed = ", ".join(f"sent.{identifier(name)}" for name in ("row_number", *columns))
    of_left_out = f"join {LEFT_OUT} as left_out on left_out.person_id = sent.person_key"
    of_both = f" union all select {listed} from {sides.both} as sent {of_left_out}" if sides.both else ""
    return {
        CAME: f"""
        select {listed}
        from {sides.new} as sent
        left join {SAME} as same on same.new_row = sent.row_number
        where same.new_row is null""",
        STAYED: f"""
        select {listed}
        from {sides.new} as sent
        join {SAME} as same on same.new_row = sent.row_number
        {of_left_out}{of_both}""",
        GONE: f"""
        select {listed}
        from {sides.old} as sent
        left join {SAME} as same on same.old_row = sent.row_number
        where same.old_row is null""",
    }
