"""The page on layouts has every layout and column, as the program has them."""

from tests.docs.layouts import MARKED, PAGE, page


def test_the_tables_of_layouts_are_those_of_the_program() -> None:
    """Write them anew with `python -m tests.docs.layouts`."""
    text = PAGE.read_text("utf-8")

    assert len(MARKED.findall(text)) == 1
    assert page(text) == text
