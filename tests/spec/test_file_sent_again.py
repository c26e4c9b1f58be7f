"""Which rows of a hospital file that was sent again are looked at anew, beside the file that was sent before it."""

from collections.abc import Sequence

import pytest

from linkage.editions.same_rows import REPEATED, SAME, repeated_sql, same_sql
from linkage.editions.sides import CAME, GONE, LEFT_OUT, STAYED, left_out_sql, sides
from linkage.engine.base import Engine

COLUMNS = {"row_number": "integer", "record_key": "text", "person_key": "text", "born": "text"}
OLD, NEW = "sent_before", "sent_again"
Row = tuple[str, str | None, str | None]
FIRST: list[Row] = [("a", "P1", "1971"), ("b", "P2", "1982"), ("c", "P2", None)]

#                          now: record key, person key, birth year                  rows anew   left out
CASES: dict[str, tuple[list[Row], list[int], list[str]]] = {
    "as it was": (FIRST, [], []),
    "another order": ([*reversed(FIRST)], [], []),
    "one came": ([*FIRST, ("d", "P1", "1971")], [4], []),
    "one is otherwise": ([("a", "P1", "1972"), *FIRST[1:]], [1], ["P1"]),
    "a null is a value now": ([*FIRST[:2], ("c", "P2", "")], [2, 3], ["P2"]),
    "one of two is gone": (FIRST[:2], [2], ["P2"]),
    "of another person": ([("a", "P2", "1971"), *FIRST[1:]], [1], ["P1"]),
    "sent twice": ([*FIRST, FIRST[0]], [1, 4], ["P1"]),
    "without a person": ([*FIRST, ("d", None, "1971")], [4], []),
    "none of them": ([("x", "P1", "1971")], [1], ["P1", "P2"]),
}


def numbered(rows: Sequence[Row]) -> list[tuple[int, str, str | None, str | None]]:
    """The rows with their numbers, from 1."""
    return [(number, *row) for number, row in enumerate(rows, 1)]


@pytest.mark.parametrize("case", CASES)
def test_rows_looked_at_anew(database: Engine, case: str) -> None:
    """A row of a key of its own that is just so is not; nobody is kept by half."""
    now, anew, left_out = CASES[case]
    database.load(OLD, COLUMNS, numbered(FIRST))
    database.load(NEW, COLUMNS, numbered(now))
    columns = tuple(COLUMNS)[1:]
    rows = sides(NEW, OLD, columns)
    queries = {
        REPEATED: repeated_sql(database.dialect, NEW, OLD),
        SAME: same_sql(database.dialect, NEW, OLD, columns),
        LEFT_OUT: left_out_sql(f"({rows[GONE]})"),
        **rows,
    }
    for table, query in queries.items():
        database.create(table, query)

    found = database.rows(
        f"select row_number from {CAME} union all select row_number from {STAYED} order by 1"
    )
    assert [number for (number,) in found] == anew
    assert [who for (who,) in database.rows(f"select person_id from {LEFT_OUT} order by 1")] == left_out
    of_before = f"select record_key from {GONE} union all select record_key from {STAYED}"
    assert {key for (key,) in database.rows(of_before)} == {
        key for key, person, _ in FIRST if person in left_out
    }
