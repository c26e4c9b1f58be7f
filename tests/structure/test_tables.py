"""Tables drawn as text are read as they look."""

import pytest

from tests.tables import rows


def test_a_drawn_table() -> None:
    """Names from the first line, values as text, blank as None, wherever the table is indented."""
    assert rows("""
        a | long name | c
        --+-----------+----
        1 | x y       |
          |           | z,z
    """) == [{"a": "1", "long name": "x y", "c": None}, {"a": None, "long name": None, "c": "z,z"}]


def test_one_column() -> None:
    """No separator is needed."""
    assert rows("a\n-\n1\n2") == [{"a": "1"}, {"a": "2"}]


def test_cells_left_out_at_the_end_are_blank() -> None:
    """As a trimmed line leaves them."""
    assert rows("a | b\n--+--\n1") == [{"a": "1", "b": None}]


def test_a_table_without_rows() -> None:
    """Is an empty list."""
    assert rows("a | b\n--+--") == []


@pytest.mark.parametrize(
    ("drawn", "told"),
    [
        ("", "draw the names"),
        ("a | b", "draw the names"),
        ("a | b\n1 | 2", "draw the names"),
        ("a | a\n--+--\n1 | 2", "a name of its own"),
        ("a | \n--+--\n1 | 2", "a name of its own"),
        ("a | b\n-----\n1 | 2", "line of dashes"),
        ("a | b\n--+--\n1 | 2 | 3", "more cells"),
    ],
)
def test_a_drawing_that_is_askew(drawn: str, told: str) -> None:
    """Is refused, so that no test compares less than it shows."""
    with pytest.raises(ValueError, match=told):
        rows(drawn)
