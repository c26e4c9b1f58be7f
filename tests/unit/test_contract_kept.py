"""A table is held to its contract: one look where all is well, and the broken promise with its rows where it is not."""

import pytest

from linkage.engine.duckdb import DuckDBEngine
from linkage.errors import IntegrityError, RepeatedKeyError

WELL = "(1, 1, true), (1, 2, false), (2, 1, true)"
SQL = """
    select cast(a as bigint) as identity_key, cast(b as bigint) as block, cast(c as boolean) as is_left_out
    from (values {}) as t (a, b, c)"""


def test_a_table_that_keeps_it_is_made() -> None:
    """And one without a row."""
    engine = DuckDBEngine()

    assert engine.create("pool_block", SQL.format(WELL)) == 3
    assert engine.create("pool_block", f"{SQL.format(WELL)} where a > 2") == 0


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("(1, 1, null), (1, 2, null)", "2 rows break its contract .never null"),
        ("(1, null, true), (null, 2, true)", "2 rows break its contract .never null"),
        (
            "(1, 1, true), (1, 1, false), (2, 1, true)",
            "1 rows break its contract .key .identity_key, block. is unique",
        ),
    ],
)
def test_the_broken_promise_is_told_with_its_rows(rows: str, told: str) -> None:
    """A repeated key is an error of its own: ids are made again by the next one."""
    with pytest.raises(
        RepeatedKeyError if "key (" in told or "key ." in told else IntegrityError, match=told
    ):
        DuckDBEngine().create("pool_block", SQL.format(rows))


def test_other_columns_are_refused() -> None:
    """Whatever they hold."""
    with pytest.raises(IntegrityError, match="its columns are not those of its contract"):
        DuckDBEngine().create("pool_block", f"select identity_key, block from ({SQL.format(WELL)}) as t")


def test_a_value_that_is_not_listed_is_told() -> None:
    """Of a column with listed values."""
    sql = """
        select 'other' as measure, cast(1 as double) as value, cast(1 as double) as low, cast(1 as double) as high,
            cast(1 as bigint) as records"""
    with pytest.raises(
        IntegrityError, match="1 rows break its contract .measure is one of its listed values"
    ):
        DuckDBEngine().create("rank_check", sql)
