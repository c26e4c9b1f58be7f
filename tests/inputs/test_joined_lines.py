"""Rows over several lines, drawn as tables; and stray quotes, behind which no row may be lost."""

import csv
import io
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linkage.engine.base import Engine
from linkage.steps.inputs.head import look_at
from linkage.steps.inputs.source import InputFile
from linkage.steps.inputs.split import split_line
from linkage.steps.inputs.text.joined_lines import join_lines
from linkage.steps.inputs.text.lines import Lines
from linkage.steps.inputs.text.row_form import RowForm
from tests.inputs.sample import DID_NAMES, accepted, counts, did, did_row, put, quarantined, text

FORM = RowForm(",", 3, most_lines=4, most_characters=40)

DRAWN: dict[str, tuple[str, list[tuple[int, str]]]] = {
    "no quote": ("a,b,c / d,e,f", [(1, "a,b,c"), (2, "d,e,f")]),
    "in the last field": ('a,b,"c / d" / e,f,g', [(1, 'a,b,"c\nd"'), (3, "e,f,g")]),
    "in the first field": ('"a / b",c,d / e,f,g', [(1, '"a\nb",c,d'), (3, "e,f,g")]),
    "a line cut off before a row with a quote": (
        'a,"b / d,e 5",f / g,h,i',
        [(1, 'a,"b'), (2, 'd,e 5",f'), (3, "g,h,i")],
    ),
    "in two fields": ('"a / b","c / d",e', [(1, '"a\nb","c\nd",e')]),
    "a field on a line of its own": ('a,"b / c","d / e"', [(1, 'a,"b\nc","d\ne"')]),
    "a blank line inside": ('a,b,"c /  / d"', [(1, 'a,b,"c\n\nd"')]),
    "doubled quotes at the break": ('a,b,"c"" / ""d"', [(1, 'a,b,"c""\n""d"')]),
    "a delimiter inside": ('a,b,"c, / d,e,f,"', [(1, 'a,b,"c,\nd,e,f,"')]),
    "blanks around the quotes": ('a,b, "c / d" ', [(1, 'a,b, "c\nd" ')]),
    "as many lines as a row may have": ('a,b,"1 / 2 / 3 / 4"', [(1, 'a,b,"1\n2\n3\n4"')]),
    "a line more": (
        'a,b,"1 / 2 / 3 / 4 / 5" / x,y,z',
        [(1, 'a,b,"1'), (2, "2"), (3, "3"), (4, "4"), (5, '5"'), (6, "x,y,z")],
    ),
    "too many characters": (f'a,b,"{"x" * 30} / {"y" * 30}"', [(1, f'a,b,"{"x" * 30}'), (2, f'{"y" * 30}"')]),
    "a stray quote before a row": ('a,"b,c / d,e,f', [(1, 'a,"b,c'), (2, "d,e,f")]),
    "a stray quote, a broken row, a row": ('a,"b,c / d,e / f,g,h', [(1, 'a,"b,c'), (2, "d,e"), (3, "f,g,h")]),
    "a stray quote at the end of the file": ('a,b,c / d,"e,f', [(1, "a,b,c"), (2, 'd,"e,f')]),
    "two stray quotes that would end each other": ('a,"b,c / d,e",f', [(1, 'a,"b,c'), (2, 'd,e",f')]),
    "two that begin fields": ('a,"b,c / d,"e,f / g,h,i', [(1, 'a,"b,c'), (2, 'd,"e,f'), (3, "g,h,i")]),
    "a stray quote before a row over two lines": (
        'a,"b,c / d,e,"f / g" / h,i,j',
        [(1, 'a,"b,c'), (2, 'd,e,"f\ng"'), (4, "h,i,j")],
    ),
    "together too few fields": ('a,"b / c" / d,e,f', [(1, 'a,"b'), (2, 'c"'), (3, "d,e,f")]),
    "together too many fields": ('a,b,c,"d / e"', [(1, 'a,b,c,"d'), (2, 'e"')]),
    "text behind the closing quote": ('a,b,"c / d"x / e,f,g', [(1, 'a,b,"c'), (2, 'd"x'), (3, "e,f,g")]),
    "a line that is not UTF-8 inside": ('a,b,"c / \0 / d"', [(1, 'a,b,"c'), (2, "\0"), (3, 'd"')]),
    "a quote inside a bare field": ('a"b,c,d / e,f",g', [(1, 'a"b,c,d'), (2, 'e,f",g')]),
    "a bare quote before an open field": ('a"b,c,"d / e"', [(1, 'a"b,c,"d\ne"')]),
}
"""Lines, with / between them and \\0 for one that is not UTF-8 -> the rows of three fields, each with its number."""


@pytest.mark.parametrize(("drawn", "rows"), DRAWN.values(), ids=DRAWN)
def test_which_lines_are_one_row(drawn: str, rows: list[tuple[int, str]]) -> None:
    """As drawn, whether all lines are at hand or come one by one."""
    lines = [None if line == "\0" else line for line in drawn.split(" / ")]

    for piece in (1, 2, 3, len(lines)):
        assert joined(lines, piece) == [(number, None if row == "\0" else row) for number, row in rows]


def joined(lines: list[str | None], piece: int, form: RowForm = FORM) -> list[tuple[int, str | None]]:
    """The rows, with `piece` more lines at a time."""
    found: list[tuple[int, str | None]] = []
    held, seen = pa.array([], pa.string()), 0
    for at in range(0, len(lines), piece):
        there = pa.concat_arrays([held, pa.array(lines[at : at + piece], pa.string())])
        rows = join_lines(there, seen + 1, form, is_last=at + piece >= len(lines))
        found += zip(rows.numbers.to_pylist(), rows.rows.to_pylist(), strict=True)
        held, seen = rows.held, seen + len(there) - len(rows.held)
    assert not len(held)
    return found


HOSTILE = st.lists(st.one_of(st.none(), st.text(alphabet='",ab ', max_size=9)), min_size=1, max_size=14)


@settings(max_examples=400, deadline=None)
@given(lines=HOSTILE, piece=st.integers(1, 15), most_lines=st.integers(1, 5))
def test_no_row_is_lost_behind_a_quote(lines: list[str | None], piece: int, most_lines: int) -> None:
    """
    Whatever stands in the lines: each is given once, in order; one that is a row by itself stands alone.

    But for one that ends the quotes of a line which is no row, cut at its delimiters or not: that is a row of both.
    """
    form = RowForm(",", 3, most_lines=most_lines, most_characters=1_000)

    found = joined(lines, piece, form)

    assert [line for _, row in found for line in ([None] if row is None else row.split("\n"))] == lines
    numbers = dict(found)
    for number, line in enumerate(lines, 1):
        if line is not None and form.is_row(line) and numbers.get(number) != line:
            begins = max(begun for begun in numbers if begun < number)
            assert lines[begins - 1].count(",") < 2, "a whole line took another that is a row"  # type: ignore[union-attr]
            assert '"' in line
    for row in (row for _, row in found if row and "\n" in row):
        assert form.is_row(row)
        assert row.count("\n") < most_lines


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.lists(st.text(alphabet='"\n ab', max_size=5), min_size=3, max_size=3), min_size=1, max_size=8
    ),
    st.integers(1, 9),
)
def test_rows_of_the_csv_module_are_rows(rows: list[list[str]], piece: int) -> None:
    """As another program writes and reads them; no value has a delimiter, by which a part could be a row."""
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    lines = written.getvalue().removesuffix("\n").split("\n")
    form = RowForm(",", 3, most_lines=100, most_characters=1_000)

    found = [split_line(row or "", ",") for _, row in joined(list(lines), piece, form)]

    assert found == [[value.strip(" \n") for value in row] for row in rows]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chunk=st.sampled_from([1, 2, 3, 7, 1 << 22]), end=st.sampled_from(["\n", "\r\n"]))
def test_whatever_pieces_the_bytes_come_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, chunk: int, end: str
) -> None:
    """A row goes on in the next piece, and the last lines of the file wait for nothing."""
    monkeypatch.setattr("linkage.steps.inputs.text.lines.CHUNK_BYTES", chunk)
    drawn = ['h1,"h', '2",h3', 'a,b,"c', 'd"', "e,f,g", 'x,"y,z', "1,2,3", 'u,v,"w']
    path = put(tmp_path, "a.csv", end.join(drawn).encode())
    file = InputFile(1, did(path), path)
    lines = Lines(file, look_at(file), None, RowForm(",", 3, header_line=2))

    found = lines.reader().read_all()

    assert found["row_number"].to_pylist() == [1, 3, 5, 6, 7, 8]
    assert found["line"].to_pylist() == ['h1,"h\n2",h3', 'a,b,"c\nd"', *drawn[4:]]
    assert (lines.rows, lines.lines, Lines(file, look_at(file)).count()) == (5, 8, 8)


def test_a_header_over_several_lines(engine: Engine, tmp_path: Path) -> None:
    """A spreadsheet wraps long names; a line break in a name is a blank, and a blank an underscore."""
    names = [name.replace("_", "\n", 1) for name in DID_NAMES]

    found = accepted(engine, did(put(tmp_path, "a.csv", text([names, did_row(1), did_row(2)], mark=True))))

    assert [row[-1] for row in found] == ["ACC 00001", "ACC 00002"]
    assert counts(engine) == [(2, 2, 0)]


def test_rows_after_a_stray_quote_are_read(engine: Engine, tmp_path: Path) -> None:
    """Every hundredth row has one: these alone are set aside, as they came."""
    rows = [",".join(did_row(n)) for n in range(1, 1_001)]
    stray = [row.replace(",C1234567", ',"C1234567') if n % 100 == 0 else row for n, row in enumerate(rows)]

    found = accepted(engine, did(put(tmp_path, "a.csv", "\n".join(stray).encode())))

    assert len(found) == 990
    assert quarantined(engine) == [(n + 1, "field_count", stray[n]) for n in range(0, 1_000, 100)]
