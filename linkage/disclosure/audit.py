"""
Audit of a suppressed table: can a hidden small number be worked out from everything that is published?

The attacker's problem is to find the least and the most that a hidden number can be: its feasibility interval. The
protection level asked for is that the interval holds 1, the limit, and anything between: for each there is another
true table that would have been published just the same. Such a table is found by moving events between two cells of
the row and back in other rows (`published_table`), which leaves every row and every column as it is.
"""

from linkage.disclosure.frequency_table import OPEN, TableRow
from linkage.disclosure.published_table import PublishedTable


def is_under_protected(table: PublishedTable, row: TableRow) -> bool:
    """Whether the feasibility interval of a small number of the row is narrower than 1 to the limit."""
    suppression, is_small = table.hidden[row.category], table.profile.is_small
    if suppression == OPEN:
        return False
    if any(
        is_small(one.people) and not is_cell_protected(table, row, cell) for cell, one in enumerate(row.cells)
    ):
        return True
    rest = max((cell.people for cell in row.cells[1:]), default=0)
    if is_small(rest) and not is_rest_protected(table, row):
        return True
    return suppression.total and is_small(row.least_people) and not is_total_protected(table, row)


def is_cell_protected(table: PublishedTable, row: TableRow, cell: int) -> bool:
    """Whether the cell could hold any number from 1 to the limit, or to all that the column has."""
    count = row.events[cell]
    there = min(
        table.column_totals[place][cell] for place in (0, *(place + 1 for place in table.repeats(row)))
    )
    others = [other for other in range(table.width) if other != cell]
    more = max((table.transfers(row, given=other, taken=cell) for other in others), default=0)
    fewer = max((table.transfers(row, given=cell, taken=other) for other in others), default=0)
    if table.hidden[row.category].total:
        more = max(more, table.changes(row, cell, more=True))
        fewer = max(fewer, table.changes(row, cell, more=False))
    return fewer >= count - 1 and more >= min(table.profile.limit, there) - count


def is_rest_protected(table: PublishedTable, row: TableRow) -> bool:
    """Whether all cells but the first together, such as all that are not linked, could be 1 to the limit."""
    rest = range(1, table.width)
    count, there = sum(row.events[1:]), sum(table.column_totals[0][1:])
    more = max(table.transfers(row, given=0, taken=cell) for cell in rest)
    repeats = table.repeats(row)
    others = sum(
        max(table.transfer_in(other, 0, cell, repeats) for cell in rest)
        for other in table.rows
        if other is not row
    )
    fewer = min(others, sum(table.transfers(row, given=cell, taken=0) for cell in rest))
    if table.hidden[row.category].total:
        more = max(more, *(table.changes(row, cell, more=True) for cell in rest))
        fewer = max(fewer, *(table.changes(row, cell, more=False) for cell in rest))
    return fewer >= count - 1 and more >= min(table.profile.limit, there) - count


def is_total_protected(table: PublishedTable, row: TableRow) -> bool:
    """Whether a hidden total could be any number from 1 to the limit, or to all there are."""
    more = max(table.changes(row, cell, more=True) for cell in range(table.width))
    if more < min(table.profile.limit, sum(table.column_totals[0])) - row.total:
        return False
    repeats = table.repeats(row)
    wanted = {cell: count for cell, count in enumerate(row.events) if count}
    for other in table.rows:
        cell = next(iter(wanted), None)
        if cell is None or sum(wanted.values()) <= 1:
            return True
        if other is not row:
            wanted[cell] -= table.change_in(other, cell, more=True, repeats=repeats)
            if wanted[cell] <= 0:
                del wanted[cell]
    return sum(wanted.values()) <= 1
