"""
A workbook of sheets, written by xlsxwriter: cell by cell what gptables makes of the same sheets.

That library holds every cell and its look in data frames of their own: most of the time that a small report takes. A
test holds the two against one another.
"""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from linkage.report.spreadsheet import theme
from linkage.report.spreadsheet.sheet import ONE_TABLE, Cell, Sheet, is_of_numbers, width
from linkage.report.spreadsheet.theme import Look

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

INERT = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}
NO_GRIDLINES = 2


class Book:
    """An .xlsx file in the making; each look is a format once."""

    def __init__(self) -> None:
        """Begin a workbook. Needs the extra `report`."""
        from xlsxwriter import Workbook  # noqa: PLC0415 - an extra

        self._file = io.BytesIO()
        self._book: Workbook = Workbook(self._file, INERT)
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}

    def cover(self, title: str, parts: Iterable[tuple[str, Sequence[str]]]) -> None:
        """The first sheet: a title, then parts with their headings."""
        sheet = self._sheet("Cover")
        lines = [(title, theme.COVER_TITLE)]
        for heading, texts in parts:
            lines += [(heading, theme.COVER_SUBTITLE), *((text, theme.COVER_TEXT) for text in texts)]
        self._lines(sheet, lines)
        sheet.set_column(0, 0, theme.COVER_WIDTH)

    def add(self, shown: Sheet) -> None:
        """A sheet with its table."""
        sheet = self._sheet(shown.name)
        above = [
            (shown.title, theme.TITLE),
            *((text, theme.SUBTITLE) for text in shown.said),
            *((text, theme.PLAIN) for text in (ONE_TABLE, *shown.legend)),
        ]
        first = self._lines(sheet, above)
        columns = list(zip(*shown.rows, strict=True))
        sides = [
            theme.RIGHT if place and is_of_numbers(cells) else theme.LEFT
            for place, cells in enumerate(columns)
        ]
        headings = [
            {**theme.COLUMN_HEADING, **side, **number_look(shown, place)} for place, side in enumerate(sides)
        ]
        looks = [
            {**(theme.NAMES if place == shown.names else theme.DATA), **side, **number_look(shown, place)}
            for place, side in enumerate(sides)
        ]
        self._row(sheet, first, shown.headings, headings)
        for place, row in enumerate(shown.rows, start=1):
            self._row(sheet, first + place, row, looks, is_link=shown.is_of_links)
        for place, cells in enumerate(columns):
            heading = width((shown.headings[place],), headings[place])
            sheet.set_column_pixels(place, place, max(heading, width(cells, looks[place])))
        self._mark(sheet, first, shown, headings)

    def content(self, title: str, made: datetime) -> bytes:
        """The whole file, and what its properties say of it."""
        self._book.set_properties({"title": title, "author": "linkage", "created": made.replace(tzinfo=None)})
        self._book.close()
        return self._file.getvalue()

    def _sheet(self, name: str) -> "Worksheet":
        sheet = self._book.add_worksheet(name)
        sheet.hide_gridlines(NO_GRIDLINES)
        return sheet

    def _lines(self, sheet: "Worksheet", lines: Iterable[tuple[str, Look]]) -> int:
        """Texts one below the other, none for an empty one; the row that follows them."""
        written = [(text, look) for text, look in lines if text]
        for place, (text, look) in enumerate(written):
            sheet.write_string(place, 0, text, self._format(look))
        return len(written)

    def _row(
        self,
        sheet: "Worksheet",
        place: int,
        cells: Sequence[Cell],
        looks: Sequence[Look],
        *,
        is_link: bool = False,
    ) -> None:
        """The cells of a row; of a link, the first leads to the sheet of its name."""
        for column, (cell, look) in enumerate(zip(cells, looks, strict=True)):
            if is_link and not column:
                link = self._format({**look, **theme.LINK})
                sheet.write_url(place, column, f"internal:'{cell}'!A1", link, str(cell))
            elif isinstance(cell, str):
                sheet.write_string(place, column, cell, self._format(look))
            else:
                sheet.write_number(place, column, cell, self._format(look))

    def _mark(self, sheet: "Worksheet", first: int, shown: Sheet, headings: Sequence[Look]) -> None:
        """The table marked up as one, so that who reads it aloud can name rows and columns."""
        columns = [
            {"header": text, "header_format": self._format(look)}
            for text, look in zip(shown.headings, headings, strict=True)
        ]
        options = {
            "header_row": True,
            "autofilter": False,
            "columns": columns,
            "style": None,
            "name": shown.table_name,
        }
        sheet.add_table(first, 0, first + len(shown.rows), len(columns) - 1, options)

    def _format(self, look: Look) -> "Format":
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(dict(look))
        return self._formats[key]


def number_look(shown: Sheet, place: int) -> Look:
    """How the numbers of a column are shown, where that is told."""
    number_format = shown.number_formats.get(place)
    return {"num_format": number_format} if number_format else {}
