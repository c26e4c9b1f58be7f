"""A sum of fractions in the statistics is the same whatever order the rows come in."""

import math
import random
from collections.abc import Iterator

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkage.words.estimate import exact_sum_sql


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    """One thread, so that rows are added in their order."""
    with duckdb.connect() as opened:
        opened.execute("set threads = 1")
        yield opened


def summed(connection: duckdb.DuckDBPyConnection, values: list[float], how: str) -> float:
    """The sum that SQL gives of values in this order."""
    connection.register("listed", pa.table({"value": pa.array(values, pa.float64())}))
    return float(connection.execute(f"select {how} from listed").fetchall()[0][0])


EXACT = exact_sum_sql("value")


@settings(deadline=None)
@given(values=st.lists(st.floats(0, 1000), min_size=1, max_size=40), seed=st.integers(0, 9))
def test_any_order_gives_the_same_and_the_right_sum(
    connection: duckdb.DuckDBPyConnection, values: list[float], seed: int
) -> None:
    """To the last bit the same; right to a part in ten to the twelfth."""
    shuffled = random.Random(seed).sample(values, len(values))

    assert summed(connection, values, EXACT) == summed(connection, shuffled, EXACT)
    assert summed(connection, values, EXACT) == pytest.approx(math.fsum(values), rel=1e-12, abs=1e-15)


def test_a_plain_sum_is_not(connection: duckdb.DuckDBPyConnection) -> None:
    """What the rule is for: thousands of fractions, added in two orders."""
    values = [1000 * random.Random(5).random() for _ in range(1)] + [
        random.Random(n).random() for n in range(5000)
    ]

    assert summed(connection, values, "sum(value)") != summed(connection, values[::-1], "sum(value)")
    assert summed(connection, values, EXACT) == summed(connection, values[::-1], EXACT)
