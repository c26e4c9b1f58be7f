"""A whole file is its cells, each as `safe` writes it, whatever stood before."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from linkage.release.content.csv_text import Cell, csv_bytes, safe

CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.sampled_from(("", "=1+1", "a,b", "\x00", "'=x")),
    st.text(),
)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=8))
def test_a_file_is_its_cells(rows: list[tuple[Cell, Cell, Cell]]) -> None:
    """Also a text that stands twice."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("a", "b", "c"))
    writer.writerows([safe(cell) for cell in row] for row in (*rows, *rows))

    assert csv_bytes(("a", "b", "c"), (*rows, *rows)) == text.getvalue().encode()
