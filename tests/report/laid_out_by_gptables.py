"""The same sheets as gptables, the Analysis Function's own library, writes them."""

import io
import warnings
from collections.abc import Iterable, Sequence
from datetime import datetime

import pandas as pd

from linkage.report.spreadsheet.book import INERT
from linkage.report.spreadsheet.sheet import ONE_TABLE, Sheet

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # a file of its own that it leaves open
    import gptables


def laid_out(
    title: str, parts: Sequence[Sequence[str]], notes: Sheet, sheets: Iterable[Sheet], made: datetime
) -> bytes:
    """The workbook of a cover, of the notes and of sheets; the list of sheets is the library's own."""
    file = io.BytesIO()
    intro, about = map(list, parts)
    with warnings.catch_warnings():
        # What the library says of pandas, and of notes that no cell refers to.
        warnings.simplefilter("ignore")
        rows = [(f"note {number}", subject, text) for number, subject, text in notes.rows]
        book = gptables.produce_workbook(
            file,
            {sheet.name: table_of(sheet) for sheet in sheets},
            cover=gptables.Cover(title=title, intro=intro, about=about),
            notes_table=pd.DataFrame(rows, columns=["Note", *notes.headings[1:]], dtype=object),
            notesheet_options={"title": notes.title, "table_name": notes.table_name},
            contentsheet_options={"title": "Contents", "table_name": "contents"},
            workbook_options=INERT,
        )
    book.set_properties({"title": title, "author": "linkage", "created": made.replace(tzinfo=None)})
    book.close()
    return file.getvalue()


def table_of(sheet: Sheet) -> gptables.GPTable:
    """One sheet in the library's words."""
    return gptables.GPTable(
        table=pd.DataFrame(list(sheet.rows), columns=list(sheet.headings), dtype=object),
        table_name=sheet.table_name,
        title=sheet.title,
        subtitles=list(sheet.said),
        instructions=ONE_TABLE,
        legend=list(sheet.legend),
        index_columns={1: 0},
        additional_formatting=[
            {"column": {"columns": [sheet.headings[place]], "format": {"num_format": written}}}
            for place, written in sheet.number_formats.items()
        ],
    )
