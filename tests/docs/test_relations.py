"""The page on pathways has every relation, as the program has it."""

from tests.docs.relations import MARKED, PAGE, page


def test_the_table_of_relations_is_that_of_the_program() -> None:
    """Write it anew with `python -m tests.docs.relations`."""
    text = PAGE.read_text("utf-8")

    assert len(MARKED.findall(text)) == 1
    assert page(text) == text
