"""A month resolved in several ways, as a plain table."""

from linkage.commands.sensitivity.counted import Sensitivity
from linkage.report.sensitivity_page import INTERNAL, reading, ways_table
from linkage.report.table import Kind, written


def sensitivity_text(found: Sensitivity) -> str:
    """The table, what moves most, and that it is internal."""
    table = ways_table(found)
    heads = [column.name for column in table.columns]
    rows = [
        [written(cell, column.kind) for cell, column in zip(row, table.columns, strict=True)]
        for row in table.rows
    ]
    widths = [max(len(cells[place]) for cells in (heads, *rows)) for place in range(len(heads))]

    def line(cells: list[str]) -> str:
        return "  ".join(
            f"{cell:<{width}}" if column.kind is Kind.TEXT else f"{cell:>{width}}"
            for cell, width, column in zip(cells, widths, table.columns, strict=True)
        ).rstrip()

    return "\n".join([table.caption, line(heads), *map(line, rows), "", reading(found), table.note, INTERNAL])
