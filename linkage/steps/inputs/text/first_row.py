"""The first row of a text file, which may be its header: over several lines where a quoted name holds a line break."""

from dataclasses import dataclass
from itertools import islice

from linkage.steps.inputs.head import Head
from linkage.steps.inputs.source import Source
from linkage.steps.inputs.split import is_open, split_line


@dataclass(frozen=True)
class FirstRow:
    """The first row that can be read and is not blank."""

    number: int
    """Of its first line; 0 where the file has none."""
    last: int
    """Of its last line."""
    cells: list[str]
    """Empty when its quotes do not end, or in the wrong place."""


def first_row(head: Head, source: Source) -> FirstRow:
    """See above; a row whose quotes are still open after as many lines as a row may have is of one line, and broken."""
    rows = head.rows()
    if not rows:
        return FirstRow(0, 0, [])
    number, line = rows[0]
    row = line
    for last, following in islice(enumerate(head.lines[number:], number + 1), source.row_lines - 1):
        if not is_open(row, source.delimiter) or following is None or len(row) > source.row_characters:
            break
        row = f"{row}\n{following}"
        if cells := split_line(row, source.delimiter):
            return FirstRow(number, last, cells)
    return FirstRow(number, number, split_line(line, source.delimiter) or [])
