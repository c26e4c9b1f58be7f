"""Rows that an earlier file had too, as a part names them: each with its number of now; those that are gone are not."""

from pathlib import Path

from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.inputs.again.known import LIKENESS, TABLES, Known

BEFORE = [(2, "a", "1971"), (3, "b", None), (5, "c", "1990"), (6, "d", "1982")]
#          before, now
NUMBERS = [(2, 7), (3, None), (5, 2), (6, 3)]
NUMBERED = {"before_row": "integer", "row_number": "integer"}


def known_in(folder: Path) -> Known:
    """Rows of an earlier file, in a folder."""
    rows, numbers, lost = (folder / f"{name}.parquet" for name in TABLES)
    return Known(rows, numbers, lost, "a")


def test_rows_with_their_numbers_of_now(engine: DuckDBEngine, tmp_path: Path) -> None:
    """In any order of lines; a condition on a row leaves the others what they are."""
    engine.load("rows_before", {"row_number": "integer", "record_key": "text", "born": "text"}, BEFORE)
    engine.load("numbers_now", NUMBERED, NUMBERS)
    known = known_in(tmp_path)
    engine.write_parquet("select * from rows_before order by row_number", known.rows)
    engine.write_parquet("select * from numbers_now order by before_row", known.numbers)

    query = known.sql(engine, ("record_key", "born"))
    assert engine.rows(f"select * from ({query}) as known order by 1") == [
        (2, "c", "1990"),
        (3, "d", "1982"),
        (7, "a", "1971"),
    ]
    assert engine.rows(f"select row_number from ({query}) as known where record_key = 'd'") == [(3,)]
    assert known.is_aligned(engine)


def test_numbers_that_lie_otherwise(engine: DuckDBEngine, tmp_path: Path) -> None:
    """One too many, or one for a row that is not there: they are found out before a part is made of them."""
    engine.load("rows_before", {"row_number": "integer", "record_key": "text", "born": "text"}, BEFORE)
    known = known_in(tmp_path)
    engine.write_parquet("select * from rows_before order by row_number", known.rows)
    for name, wrong in (("more", [*NUMBERS, (6, 4)]), ("fewer", NUMBERS[:3])):
        engine.load(f"numbers_{name}", NUMBERED, wrong)
        engine.write_parquet(f"select * from numbers_{name} order by before_row, row_number", known.numbers)
        assert not known.is_aligned(engine)


def test_rows_of_people_who_lost_one(engine: DuckDBEngine, tmp_path: Path) -> None:
    """Every row of theirs with its number of now; without people those that are gone. Of others none."""
    columns = {"row_number": "integer", "record_key": "text", "person_key": "text", LIKENESS: "integer"}
    #        a row that is gone; another of that person; one that bears no likeness; and somebody else's
    rows = [(2, "a", "P1", 1), (3, "b", "P1", 2), (5, "c", "P2", None), (6, "d", "P3", 4)]
    engine.load("rows_before", columns, rows)
    engine.load("numbers_now", NUMBERED, [(2, None), (3, 8), (5, None), (6, 3)])
    known = known_in(tmp_path)
    engine.write_parquet("select * from rows_before order by row_number", known.rows)
    engine.write_parquet("select * from numbers_now order by before_row", known.numbers)

    for names, found in (
        (tuple(columns), {("a", None), ("b", 8), ("c", None)}),
        (("record_key",), {("a", None), ("c", None)}),
    ):
        lost = f"select record_key, number from ({known.lost_sql(engine, names)}) as lost"
        assert set(engine.rows(lost)) == found
        engine.write_parquet(known.lost_sql(engine, names), known.lost)
        assert engine.rows(f"select record_key from {known.gone_sql(engine)} as gone") == [("a",)]
