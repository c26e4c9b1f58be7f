"""
A hospital file that was sent again beside an earlier one: which rows are otherwise, told by their lines or by values.

Where lines that both have were found when the file was read, and no two rows of either have one record key, its part
says all of it. Else rows are compared: what other lines say may be the same.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from linkage.cache.cache import Cache
from linkage.cache.entry import Entry, facts_said
from linkage.editions.earlier_file import has_single_keys
from linkage.editions.same_rows import SAME
from linkage.engine.base import Engine
from linkage.engine.quote import identifier
from linkage.steps.inputs.again.earlier import ROWS_OF
from linkage.steps.inputs.again.known import LOST, NUMBER

CAME, STAYED, GONE = "came", "stayed", "gone"
"""Rows of the later file alone, rows that both have of people who are left out, and rows of the earlier one alone."""
LEFT_OUT = "left_out_person"
"""The passing table of people who are left out, while two files are compared."""


def is_told_by_lines(cache: Cache, part: str, base: str) -> bool:
    """Whether the part of a file, whose rows have supplied people, says how its rows differ from those of another."""
    said = facts_said(cache.folder / "parts" / part) or {}
    return said.get(ROWS_OF) == base and all(has_single_keys(cache, one) for one in (part, base))


def rows_by_lines(engine: Engine, part: Entry, columns: Sequence[str]) -> Mapping[str, str | Path]:
    """The rows of each table of a difference from the part whose rows a part has: row_number and `columns`."""
    lost, listed = engine.parquet_sql(part.file(LOST)), ", ".join(map(identifier, columns))
    return {
        CAME: part.file("accepted"),
        STAYED: f"select {NUMBER} as row_number, {listed} from {lost} where {NUMBER} is not null",
        GONE: f"select row_number, {listed} from {lost} where {NUMBER} is null",
    }


def left_out_sql(gone: str) -> str:
    """The people of rows of the earlier file that are gone."""
    return f"select distinct person_key as person_id from {gone} as gone"


def rows_by_values(new: str, old: str, columns: Sequence[str]) -> Mapping[str, str]:
    """
    The same from all rows of both, of which those are known that are the same (SAME), and who is left out (LEFT_OUT).

    Of a row there is one same row at most, and each person is left out once.
    """
    listed = ", ".join(f"sent.{identifier(name)}" for name in ("row_number", *columns))
    return {
        CAME: f"""
        select {listed}
        from {new} as sent
        left join {SAME} as same on same.new_row = sent.row_number
        where same.new_row is null""",
        STAYED: f"""
        select {listed}
        from {new} as sent
        join {SAME} as same on same.new_row = sent.row_number
        join {LEFT_OUT} as left_out on left_out.person_id = sent.person_key""",
        GONE: f"""
        select {listed}
        from {old} as sent
        left join {SAME} as same on same.old_row = sent.row_number
        where same.old_row is null""",
    }
