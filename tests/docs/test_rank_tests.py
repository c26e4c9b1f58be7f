"""The page on ranks has every test that rules may ask for, as the program has it."""

from tests.docs.rank_tests import MARKED, PAGE, page


def test_the_table_of_rank_tests_is_that_of_the_program() -> None:
    """Write it anew with `python -m tests.docs.rank_tests`."""
    text = PAGE.read_text("utf-8")

    assert len(MARKED.findall(text)) == 1
    assert page(text) == text
