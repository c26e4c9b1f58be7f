"""Rows that an earlier file had too, as a part names them: each with its number of now; those that are gone are not."""

from pathlib import Path

import pytest

from linkage.cache.entry import Entry
from linkage.editions import same_rows
from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.inputs.again.earlier import ROWS_OF
from linkage.steps.inputs.again.known import Known

BEFORE = [(2, "a", "1971"), (3, "b", None), (5, "c", "1990"), (6, "d", "1982")]
#          before, now
NUMBERS = [(2, 7), (3, None), (5, 2), (6, 3)]


def test_rows_with_their_numbers_of_now(engine: DuckDBEngine, tmp_path: Path) -> None:
    """In any order of lines; a condition on a row leaves the others what they are."""
    engine.load("rows_before", {"row_number": "integer", "record_key": "text", "born": "text"}, BEFORE)
    engine.load("numbers_now", {"before_row": "integer", "row_number": "integer"}, NUMBERS)
    known = Known(tmp_path / "before.parquet", tmp_path / "number.parquet", "a")
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
    known = Known(tmp_path / "before.parquet", tmp_path / "number.parquet", "a")
    engine.write_parquet("select * from rows_before order by row_number", known.rows)
    for name, wrong in (("more", [*NUMBERS, (6, 4)]), ("fewer", NUMBERS[:3])):
        engine.load(f"numbers_{name}", {"before_row": "integer", "row_number": "integer"}, wrong)
        engine.write_parquet(f"select * from numbers_{name} order by before_row, row_number", known.numbers)
        assert not known.is_aligned(engine)


@pytest.mark.parametrize(
    ("before", "of", "are_beside"),
    [("a", None, True), ("c", "a", True), ("a", "z", False), ("c", None, False), ("c", "z", False)],
)
def test_rows_that_are_laid_side_by_side_are_of_one_file(
    engine: DuckDBEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str, of: str | None, are_beside: bool
) -> None:  # fmt: skip
    """A file has rows of `a`; the earlier one is `a` with rows of its own, or has those of `a` too, or none of it."""
    columns = {"columns": ["record_key", "born"]}
    monkeypatch.setattr(same_rows, "facts_said", lambda _: {ROWS_OF: "a", **columns})
    earlier = Entry(tmp_path / before, {**columns, **({ROWS_OF: of} if of else {})})

    assert bool(same_rows.known_sql(engine, tmp_path / "b", earlier, "old")) is are_beside
