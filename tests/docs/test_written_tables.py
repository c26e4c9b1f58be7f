"""Pages have every rank test, every check of doctor and every reason of a change, as the program has them."""

import pytest

from tests.docs.written_table import TABLES, WrittenTable


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.mark)
def test_a_table_is_that_of_the_program(table: WrittenTable) -> None:
    """Write it anew with `python -m tests.docs.written_table`."""
    assert len(table.marked.findall(table.text)) == 1
    assert table.written() == table.text
