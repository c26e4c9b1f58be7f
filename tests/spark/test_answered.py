"""A small Spark is asked again wherever another answer is possible: by content, order, type, view, or what is gone."""

from collections.abc import Callable, Iterator

import pyarrow as pa
import pytest

from linkage.engine.base import Engine
from linkage.errors import IntegrityError, LinkageError
from linkage.tables import contract
from tests.spark.small_engine import SmallSpark

pytestmark = pytest.mark.spark

NUMBERS = {"i": "integer", "t": "text"}
FIRST = [(1, "a"), (2, "b")]
SUM = "select sum(i) as s from n"


@pytest.fixture
def engine(database: Engine) -> Iterator[SmallSpark]:
    """A small Spark with a table `n` of two rows, and its sum known."""
    made = SmallSpark(database.place)  # type: ignore[attr-defined]
    made.load("n", NUMBERS, FIRST)
    made.view("named", "select i, t from n")
    made.create("summed", SUM)
    assert made.rows("select s from summed") == [(3,)]
    yield made
    made.close()


def asked(engine: SmallSpark, what: Callable[[], object]) -> int:
    """How often Spark is asked."""
    before = engine.answered.asked
    what()
    return engine.answered.asked - before


def test_the_same_of_the_same_rows_is_asked_once(engine: SmallSpark) -> None:
    """Whoever loads them, and under whichever name the answer is put; it may be changed without harm."""
    engine.drop("n")
    engine.load("n", NUMBERS, FIRST)

    assert asked(engine, lambda: engine.create("other", SUM)) == 0
    assert engine.rows("select s from other") == [(3,)]
    engine.rows("select s from other").clear()
    assert asked(engine, lambda: engine.rows("select s from other")) == 0
    assert engine.rows("select s from other") == [(3,)]


@pytest.mark.parametrize(
    ("columns", "rows", "told"),
    [
        (NUMBERS, [(1, "a"), (3, "b")], [(1, "a"), (3, "b")]),
        (NUMBERS, [(2, "b"), (1, "a")], [(2, "b"), (1, "a")]),
        (NUMBERS, [(1, "a"), (2, "b"), (2, "b")], [(1, "a"), (2, "b"), (2, "b")]),
        (NUMBERS, [(1, "a"), (2, None)], [(1, "a"), (2, None)]),
        (NUMBERS, [], []),
        ({"i": "double", "t": "text"}, FIRST, FIRST),
        ({"t": "text", "i": "integer"}, [("a", 1), ("b", 2)], FIRST),
    ],
    ids=["value", "order", "twice", "null", "empty", "type", "columns"],
)
def test_other_rows_are_asked_of_anew(
    engine: SmallSpark,
    columns: dict[str, str],
    rows: list[tuple[object, ...]],
    told: list[tuple[object, ...]],
) -> None:
    """Also where a view stands between."""
    assert engine.rows("select i, t from named") == FIRST
    engine.load("n", columns, rows)

    found: list[tuple[object, ...]] = []
    assert asked(engine, lambda: found.extend(engine.rows("select i, t from named"))) == 1
    assert found == told
    assert asked(engine, lambda: engine.create("summed", SUM)) == 1


def test_a_view_of_another_query_is_another(engine: SmallSpark) -> None:
    """Its name says nothing."""
    assert engine.rows("select i from named") == [(1,), (2,)]
    engine.view("named", "select i + 1 as i from n")

    assert engine.rows("select i from named") == [(2,), (3,)]


def test_what_is_gone_is_not_read(engine: SmallSpark) -> None:
    """Though it was answered while it was there."""
    engine.drop("summed")

    for query in ("select s from summed", "select i from named"):
        engine.drop("n")
        with pytest.raises(LinkageError):
            engine.rows(query)


def test_what_is_lent_is_asked_each_time(engine: SmallSpark) -> None:
    """Nobody knows what lies in files."""
    for number in (1, 2):
        with engine.lend("lent", pa.table({"i": [number]})):
            assert engine.rows("select i from lent") == [(number,)]


def test_a_broken_promise_is_told_each_time(engine: SmallSpark) -> None:
    """Rows under a contract that they do not keep; they keep another's, or have none."""
    types = contract("data_quality_count").types
    row = ("did", "sex", "valid", 5)
    engine.load("without_contract", types, [row, row])

    for _ in range(2):
        with pytest.raises(IntegrityError, match="is unique"):
            engine.load("data_quality_count", types, [row, row])
    assert engine.load("data_quality_count", types, [row]) == 1
