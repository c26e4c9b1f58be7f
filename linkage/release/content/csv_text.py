"""CSV that a spreadsheet opens as text and numbers, never as formulas."""

import csv
import io
from collections.abc import Iterable, Sequence

from linkage.words.label import visible

Cell = str | int | float | bool | None

FORMULA_STARTS = tuple("=+-@\t\r\n\x00＝＋－＠")  # noqa: RUF001 - the full-width forms are meant
"""First characters that make a spreadsheet compute, full-width forms included. Source: OWASP ASVS 1.2.10."""


PLAIN = frozenset({int, float, type(None)})
"""What the writer of the library writes as `safe` does."""


def safe(value: Cell) -> str:
    """
    A cell: text that would start a formula gets an apostrophe before it; a number stays a number.

    So does such text that has one already: `read` takes one away, and gives what was written. A character that shows
    nothing itself is shown as such.

    >>> safe("=1+1"), safe("'=1+1"), safe(-1.5), safe(None), safe(True)
    ("'=1+1", "''=1+1", '-1.5', '', 'true')
    """
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case str():
            shown = visible(value)
            return f"'{shown}" if value.lstrip("'").startswith(FORMULA_STARTS) else shown


def read(text: str) -> str:
    """
    The text that a cell was made of.

    >>> read(safe("=1+1")), read(safe("'=1+1")), read(safe("'tis"))
    ('=1+1', "'=1+1", "'tis")
    """
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(FORMULA_STARTS) else text


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A whole file: UTF-8, commas, one header line, line feeds."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    known = KnownCells()
    writer.writerows(
        [known[cell] if type(cell) is str else cell if type(cell) in PLAIN else safe(cell) for cell in row]
        for row in rows
    )
    return text.getvalue().encode()


class KnownCells(dict[str, str]):
    """Text as it goes into a cell; in most columns the same few texts stand again and again."""

    def __missing__(self, text: str) -> str:
        """The cell of a text that is met first."""
        self[text] = safe(text)
        return self[text]
