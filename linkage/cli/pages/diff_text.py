"""A comparison of two releases as plain tables."""

from collections.abc import Iterator

from linkage.commands.diff.release_diff import ReleaseDiff
from linkage.commands.diff.told import READING, same_words, tables
from linkage.report.table import Kind, ShownTable, written


def diff_lines(found: ReleaseDiff) -> Iterator[str]:
    """A page for a reader."""
    yield f"from release {found.before} to release {found.after}"
    yield same_words(found)
    for table in tables(found) if found.months else ():
        yield ""
        yield table.caption
        yield from table_lines(table)
    if found.months:
        yield ""
        yield READING


def table_lines(table: ShownTable) -> Iterator[str]:
    """A table with its columns under one another; numbers to the right."""
    cells = [[column.name for column in table.columns]]
    cells += [
        [written(cell, column.kind) for cell, column in zip(row, table.columns, strict=True)]
        for row in table.rows
    ]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        shown = [
            cell.ljust(width) if column.kind is Kind.TEXT else cell.rjust(width)
            for cell, width, column in zip(row, widths, table.columns, strict=True)
        ]
        yield f"  {'  '.join(shown)}".rstrip()
