"""Which rows of a hospital file that was sent again are looked at anew, beside the file that was sent before it."""

from collections.abc import Sequence

import pytest

from linkage.editions.same_rows import REPEATED, SAME, repeated_sql, same_sql
from linkage.editions.sides import CAME, GONE, LEFT_OUT, STAYED, Sides, left_out_sql, rows_of_sql
from linkage.engine.base import Engine

COLUMNS = {"row_number": "integer", "record_key": "text", "person_key": "text", "born": "text"}
OLD, NEW, BOTH = "compared_before", "compared_again", "sent_both_times"
ALL_OLD, ALL_NEW = "sent_before", "sent_again"
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


Numbered = list[tuple[int, str, str | None, str | None]]


def numbered(rows: Sequence[Row]) -> Numbered:
    """The rows with their numbers, from 1."""
    return [(number, *row) for number, row in enumerate(rows, 1)]


def apart(rows: Numbered, others: Sequence[Row]) -> tuple[Numbered, Numbered]:
    """Rows, and those of them that stand once on both sides: their lines would be known."""
    every = [row for _, *row in rows]
    known = [row for row in rows if every.count(list(row[1:])) == list(others).count(row[1:]) == 1]
    return [row for row in rows if row not in known], known


@pytest.mark.parametrize("are_known", [False, True], ids=["all compared", "lines known"])
@pytest.mark.parametrize("case", CASES)
def test_rows_looked_at_anew(database: Engine, case: str, are_known: bool) -> None:
    """A row of a key of its own that is just so is not; nobody is kept by half. Known lines need not be compared."""
    now, anew, left_out = CASES[case]
    new, both = apart(numbered(now), FIRST) if are_known else (numbered(now), [])
    old = apart(numbered(FIRST), now)[0] if are_known else numbered(FIRST)
    for table, rows in (
        (ALL_OLD, numbered(FIRST)),
        (ALL_NEW, numbered(now)),
        (OLD, old),
        (NEW, new),
        (BOTH, both),
    ):
        database.load(table, COLUMNS, rows)
    sides = Sides(NEW, OLD, BOTH if are_known else "")
    columns = tuple(COLUMNS)[1:]
    queries = {
        REPEATED: repeated_sql(database.dialect, ALL_NEW, ALL_OLD),
        SAME: same_sql(database.dialect, NEW, OLD, columns),
        LEFT_OUT: left_out_sql(sides),
        **rows_of_sql(sides, columns),
    }
    for table, query in queries.items():
        database.create(table, query)

    found = database.rows(
        f"select row_number from {CAME} union all select row_number from {STAYED} order by 1"
    )
    assert [number for (number,) in found] == anew
    assert [who for (who,) in database.rows(f"select person_id from {LEFT_OUT} order by 1")] == left_out
    of_before = f"select * from {GONE} union all select * from {STAYED}"
    assert [key for (key,) in database.rows(f"select record_key from ({of_before}) as sent order by 1")] == [
        key for key, person, _ in FIRST if person in left_out
    ]
