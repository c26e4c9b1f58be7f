"""
A hospital file that was sent again beside an earlier one: which rows are otherwise, told by their lines or by values.

Where lines that both have were found when the file was read, and no two rows of either have one record key, only rows
of other lines are compared, which its part has: what they say may be the same. Else all rows of both are.
"""

from collections.abc import Sequence

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


def other_lines(engine: Engine, part: Entry, columns: Sequence[str]) -> tuple[str, str]:
    """The rows of other lines, of a part and of that whose rows it has: row_number and `columns`, as tables."""
    listed = ", ".join(map(identifier, columns))
    lost = f"select row_number, {listed} from {engine.parquet_sql(part.file(LOST))} where {NUMBER} is null"
    return engine.parquet_sql(part.file("accepted")), f"({lost})"


def same_lines_sql(engine: Engine, part: Entry, columns: Sequence[str]) -> str:
    """The rows of lines that a part shares with that whose rows it has, of people who are left out (LEFT_OUT)."""
    listed = ", ".join(f"sent.{identifier(name)}" for name in columns)
    return f"""
        select sent.{NUMBER} as row_number, {listed}
        from {engine.parquet_sql(part.file(LOST))} as sent
        join {LEFT_OUT} as left_out on left_out.person_id = sent.person_key
        where sent.{NUMBER} is not null"""


def left_out_sql(gone: str) -> str:
    """The people of rows of the earlier file that are gone."""
    return f"select distinct person_key as person_id from {gone} as gone"


def sides(new: str, old: str, columns: Sequence[str]) -> dict[str, str]:
    """
    The rows of each table of a difference, of which those are known that are the same (SAME), and who is left out.

    Of a row there is one same row at most, and each person is left out once (LEFT_OUT).
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
