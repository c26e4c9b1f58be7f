"""What a step makes: in order, and passing tables for as long as something speaks of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkage.engine.duckdb import DuckDBEngine
from linkage.engine.making import Listed, Made, Worked, made, make, make_all, passing
from linkage.errors import LinkageError

NAMES = ("a", "b", "c", "d")
CONTRACTED = "opted_out_number"
"""A table that has a contract."""


def left(engine: DuckDBEngine) -> list[str]:
    """The tables that are there."""
    return sorted(str(row[0]) for row in engine.rows("select table_name from information_schema.tables"))


def test_tables_are_made_in_order_and_passing_ones_go() -> None:
    """Listed rows, a query on them, a function on that; what has a contract stays."""
    engine = DuckDBEngine()
    seen: list[list[str]] = []

    def work(at: DuckDBEngine) -> None:
        seen.append(left(at))
        at.create("c", "select n + 1 as n from b")

    make(
        engine,
        (
            Listed("a", {"n": "integer"}, [(1,), (2,)]),
            Made("b", "select n from a where n > 1"),
            Worked(work, "One more.", reads=("b",), writes=("c",)),  # type: ignore[arg-type]
            Made(CONTRACTED, "select cast(n as string) as nhs_number from c"),
        ),
    )

    assert seen == [["b"]]
    assert left(engine) == [CONTRACTED]
    assert engine.rows(f"select nhs_number from {CONTRACTED}") == [("3",)]


def test_what_is_made_again_from_itself_stays() -> None:
    engine = DuckDBEngine()
    items = (Made("a", "select 1 as n"), Made("a", "select n + 1 as n from a"), Made("b", "select n from a"))

    make_all(engine, items)

    assert engine.scalar("select n from b") == 2
    assert list(passing(items)) == [(), (), ("a", "b")]


@given(
    st.lists(
        st.tuples(st.sampled_from(NAMES), st.sets(st.sampled_from(NAMES), max_size=3)), min_size=1, max_size=9
    )
)
def test_no_table_goes_before_its_last_reader_and_none_stays(order: list[tuple[str, set[str]]]) -> None:
    """Against a plain walk: what is there when an item is made, and that nothing is there at the end."""
    items = [
        Worked(lambda _: None, "", reads=tuple(sorted(reads)), writes=(table,)) for table, reads in order
    ]
    there: set[str] = set()
    ever: set[str] = set()
    for (table, reads), gone in zip(order, passing(items), strict=True):
        assert reads & ever <= there
        there.add(table)
        ever.add(table)
        assert set(gone) <= there
        there -= set(gone)
    assert there == set()


def test_the_meaning_of_a_query_is_its_docstring() -> None:
    def many_sql(n: int) -> str:
        """So many."""
        return f"select {n} as n"

    assert made("many", many_sql, 3) == Made("many", "select 3 as n", "So many.")


def test_listed_rows_are_in_no_text() -> None:
    """Padded keys and numbers of the opt-out list are among them."""
    assert "secret" not in repr(Listed("pad", {"inner_pad": "binary"}, [(b"secret",)]))


def test_the_query_of_a_table_that_comes_from_nothing_is_not_put() -> None:
    """It would fail: there is no such table. Once any of its origins has a row it is put."""
    columns = {"n": "integer", "day": "date", "said": "text", "share": "double", "is_so": "boolean"}
    item = Made("b", "select * from nowhere").only_from("a", "other", columns=columns)
    engine = DuckDBEngine()
    engine.load("a", {"n": "integer"}, [])
    engine.load("other", {"n": "integer"}, [])

    item.make(engine)

    assert engine.rows("from b") == []
    assert dict(engine.column_types("b")) == {
        "n": "BIGINT",
        "day": "DATE",
        "said": "VARCHAR",
        "share": "DOUBLE",
        "is_so": "BOOLEAN",
    }
    engine.load("other", {"n": "integer"}, [(1,)])
    with pytest.raises(LinkageError, match="making table b"):
        item.make(engine)
