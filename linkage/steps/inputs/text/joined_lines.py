"""
Rows that go over several lines, since a quoted field holds a line break (RFC 4180); and stray quotes, which do not.

A line whose quoted field does not end on it begins such a row if the lines after it end the field, and all of them
together have the fields of a row. Else its quote is a stray one: the line is given alone, to be set aside, and the
lines after it are looked at for themselves. It is a stray one as soon as

- a line that is a row by itself comes before the end of the field (so no row is ever swallowed by a quote before it),
- the line that ends the field is a row by itself and the first one, cut at its delimiters, has all the fields too,
- what follows the end of the field is no delimiter, a line is not UTF-8, or the row would be longer than it may be.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from linkage.steps.inputs.split import is_open, open_pattern, split_line
from linkage.steps.inputs.text.row_form import RowForm

WAITS, STRAY = "", None
"""What is found of a line whose quotes are open: its row ends beyond the lines at hand; its quote begins no row."""


@dataclass(frozen=True)
class Given:
    """Rows made of lines."""

    numbers: pa.Array
    """The number of the first line of each."""
    rows: pa.Array
    """Their text; null for a line that is not UTF-8."""
    held: pa.Array
    """Lines at the end that belong to a row which may go on."""


def join_lines(lines: pa.Array, first: int, form: RowForm | None, *, is_last: bool) -> Given:
    """
    The rows that `lines` make, the first of which has the number `first`.

    Where they are the last of the file nothing is held. Without a `form` a line is a row.
    """
    numbers = pa.arange(first, first + len(lines))
    opened = _opened(lines, form) if form is not None and form.most_lines > 1 else []
    if form is None or not opened:
        return Given(numbers, lines, lines[:0])
    texts: dict[int, str] = {}
    taken: set[int] = set()
    ends = len(lines)
    for place in opened:
        if place in taken:
            continue
        following = lines[place + 1 : place + form.most_lines].to_pylist()
        row = row_from(
            lines[place].as_py(), following, form, is_all=is_last or place + form.most_lines <= ends
        )
        if row == WAITS:
            ends = place
            break
        if row is not STRAY:
            texts[place] = row
            taken.update(range(place + 1, place + 1 + row.count("\n")))
    held, lines, numbers = lines[ends:], lines[:ends], numbers[:ends]
    if texts:
        begins = pa.array([place in texts for place in range(ends)], pa.bool_())
        kept = pa.array([place not in taken for place in range(ends)], pa.bool_())
        lines = pc.replace_with_mask(lines, begins, pa.array(list(texts.values()), lines.type))
        lines, numbers = lines.filter(kept), numbers.filter(kept)
    return Given(numbers, lines, held)


def row_from(first: str, following: Sequence[str | None], form: RowForm, *, is_all: bool) -> str | None:
    """
    The row that `first`, whose quotes are open, begins; STRAY when it begins none.

    WAITS when `following`, which are not all the lines that it may have, do not tell.
    """
    row = first
    has_all_fields = first.count(form.delimiter) >= form.fields - 1
    for line in following:
        if line is None or len(row) + len(line) >= form.most_characters:
            return STRAY
        row, going_on = f"{row}\n{line}", f'"{line}'
        if is_open(going_on, form.delimiter):
            if form.is_row(line):
                return STRAY
            continue
        cells = split_line(going_on, form.delimiter) and split_line(row, form.delimiter)
        if (
            not cells
            or len(cells) != form.fields
            or (form.is_row(line) and (has_all_fields or swallows(line, form)))
        ):
            return STRAY
        return row
    return STRAY if is_all else WAITS


def swallows(line: str, form: RowForm) -> bool:
    """Whether a line that ends a quoted field would lose fields to it: its own quote stands within a value."""
    return form.delimiter in line.partition('"')[0]


def _opened(lines: pa.Array, form: RowForm) -> list[int]:
    """The places of the lines that have a quoted field which does not end."""
    found = pc.match_substring_regex(lines, pattern=open_pattern(form.delimiter))
    return [
        int(place)
        for place in pc.indices_nonzero(pc.fill_null(found, pa.scalar(0).cast(pa.bool_()))).to_pylist()
    ]
