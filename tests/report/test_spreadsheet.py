"""
The sheets that we write ourselves beside those of gptables, part by part of the two files.

    column                        side
    names of rows                 left, whatever they are
    numbers, numbers and symbols  right
    symbols alone, any text       left
"""

import io
import zipfile
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linkage.report.spreadsheet.book import Book
from linkage.report.spreadsheet.sheet import Cell, Sheet, is_of_numbers
from linkage.report.workbook import FORMATS, contents, noted
from tests.report.laid_out_by_gptables import laid_out

MADE = datetime(2020, 1, 1, 9, 0, tzinfo=UTC)
TITLE, PARTS = "Linkage", (("Internal: do not share.",), ("Period: 2019-11", "Method:", "1A: all agree."))
NOTES = noted((("Linked", "One person was found."), ("Limit", "No measured error.\nTwo lines.")))


def of_columns(*columns: tuple[Cell, ...], legend: tuple[str, ...] = (), place: int = 0) -> Sheet:
    """A sheet of these columns, whose numbers are written in each of the ways in turn."""
    formats = dict(enumerate([*FORMATS.values()] * len(columns)))
    return Sheet(
        f"sheet_{place}",
        f"What sheet {place} SHOWS",
        ("How it is read.", "Internal: do not share.")[: place + 1],
        legend,
        f"table_{place}",
        tuple(f"Column {number}" for number in range(len(columns))),
        tuple(zip(*columns, strict=True)),
        names=0,
        number_formats={number: formats[number] for number in range(1, len(columns))},
    )


def ours(*sheets: Sheet) -> bytes:
    """The workbook as it is published."""
    book = Book()
    book.cover(TITLE, zip(("Introductory information", "About these data"), PARTS, strict=True))
    for sheet in (contents(sheets), NOTES, *sheets):
        book.add(sheet)
    return book.content(TITLE, MADE)


def parts(content: bytes) -> dict[str, bytes]:
    """Every part of a workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return {name: book.read(name) for name in book.namelist()}


TEXTS = st.text(st.sampled_from("aZ0 x[]c-+=é"), max_size=12).map(lambda text: f"a{text}".strip())
NUMBERS = st.integers(-(10**6), 10**6) | st.floats(-1e6, 1e6, allow_nan=False).map(
    lambda value: round(value, 4)
)
SYMBOLS = st.sampled_from(("[c]", "[z]", "[low]"))
CELLS = st.sampled_from((TEXTS, NUMBERS, SYMBOLS, NUMBERS | SYMBOLS, TEXTS | NUMBERS | SYMBOLS))


@st.composite
def any_sheets(draw: st.DrawFn) -> tuple[Sheet, ...]:
    """One or two sheets of columns of every kind."""
    found = []
    for place in range(draw(st.integers(1, 2))):
        rows = draw(st.integers(1, 4))
        columns = [
            tuple(draw(st.lists(draw(CELLS), min_size=rows, max_size=rows)))
            for _ in range(draw(st.integers(1, 4)))
        ]
        legend = ("[c]: confidential",) if draw(st.booleans()) else ()
        found.append(of_columns(*columns, legend=legend, place=place))
    return tuple(found)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(any_sheets())
def test_sheets_are_those_of_the_library(sheets: tuple[Sheet, ...]) -> None:
    """Cells, formats, widths, tables, links: every part of the file."""
    assert parts(ours(*sheets)) == parts(laid_out(TITLE, PARTS, NOTES, sheets, MADE))


@pytest.mark.parametrize(
    ("cells", "are_numbers"),
    [
        ((1, 2.5), True),
        ((1, "[c]"), True),
        (("[c]", "[z]"), False),
        ((1, "one"), False),
        (("one",), False),
    ],
)
def test_a_column_of_numbers(cells: tuple[Cell, ...], *, are_numbers: bool) -> None:
    """Symbols stand for numbers, yet are none."""
    assert is_of_numbers(cells) is are_numbers
