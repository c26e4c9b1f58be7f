"""
What a report shows, as data: the sentences of the first screen, and every table of page and workbook.

    {"in_short": ["These links can be used: ..."], "stands_out": [], "to_do": [],
     "tables": [{"name": "flow", "caption": "...", "columns": [{"name": "Rows", "kind": "count"}], "rows": [["a", 12]],
                 "reading": "", "note": ""}]}

Numbers are numbers, shares are of 1; where there is none stands the mark of the Government Analysis Function, as [c].
"""

from collections.abc import Iterable
from typing import TypedDict

from linkage.report.headline import Headline
from linkage.report.table import Mark, ShownTable


class TableData(TypedDict):
    """One table; a row has a cell for each column."""

    name: str
    caption: str
    columns: list[dict[str, str]]
    rows: list[list[str | int | float]]
    reading: str
    note: str


class ReportData(TypedDict):
    """One report."""

    in_short: list[str]
    stands_out: list[str]
    to_do: list[str]
    tables: list[TableData]


def report_data(screen: Headline, tables: Iterable[ShownTable]) -> ReportData:
    """What the page says first, and its tables in order."""
    return ReportData(
        in_short=list(screen.sentences),
        stands_out=list(screen.stands_out),
        to_do=list(screen.to_do),
        tables=[table_data(table) for table in tables],
    )


def table_data(table: ShownTable) -> TableData:
    """One table as data."""
    return TableData(
        name=table.sheet,
        caption=table.caption,
        columns=[{"name": column.name, "kind": column.kind.value} for column in table.columns],
        rows=[[cell.value if isinstance(cell, Mark) else cell for cell in row] for row in table.rows],
        reading=table.reading,
        note=table.note,
    )
