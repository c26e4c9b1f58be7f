"""
A table as it was published, and as an attacker sees it: how far its hidden numbers could lie elsewhere.

Events are moved between two cells of a row and back in other rows (`feasibility`), which leaves every row and every
column as it is: the table would have been published just the same.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Protocol

from linkage.disclosure.feasibility import UNBOUNDED, PublishedRow, change, transfer
from linkage.disclosure.frequency_table import Suppression, TableRow
from linkage.disclosure.profile import Profile

Earlier = Sequence[Mapping[str, PublishedRow]]
"""Earlier publications of the same table of the same month: each row by category."""


class FinerTable(Protocol):
    """The rows of a finer table, which a row is made of: how far they let it move."""

    def transfer(self, category: str, given: int, taken: int) -> int:
        """Events that could move between two cells."""

    def change(self, category: str, cell: int, *, more: bool) -> int:
        """Events that could come, or go, with the total."""


class NoFinerTable:
    """There is no finer table."""

    def transfer(self, _category: str, _given: int, _taken: int) -> int:
        """Nothing limits a row."""
        return UNBOUNDED

    def change(self, _category: str, _cell: int, *, more: bool) -> int:  # noqa: ARG002 - it is the same either way
        """Nothing limits a row."""
        return UNBOUNDED


NO_FINER_TABLE = NoFinerTable()


class PublishedTable:
    """A published table as an attacker sees it, who knows all that was published and wants the hidden numbers."""

    def __init__(
        self,
        rows: Sequence[TableRow],
        hidden: Mapping[str, Suppression],
        profile: Profile,
        earlier: Earlier = (),
        finer: FinerTable = NO_FINER_TABLE,
    ) -> None:
        """Rows of one table that add up, and what of each is hidden."""
        self.rows, self.hidden, self.profile, self.earlier, self.finer = rows, hidden, profile, earlier, finer
        self.width = len(rows[0].cells) if rows else 0
        self.column_totals = [
            column_totals(rows),
            *(column_totals([one.row for one in old.values()]) for old in earlier),
        ]
        self.all_transfers = cache(self._all_transfers)
        self.all_changes = cache(self._all_changes)

    def transfers(self, row: TableRow, *, given: int, taken: int) -> int:
        """Events of a hidden row that could be in another of its cells, the other rows making up for it."""
        repeats = self.repeats(row)
        others = self.all_transfers(taken, given, repeats) - self.transfer_in(row, taken, given, repeats)
        return min(row.events[given], others)

    def changes(self, row: TableRow, cell: int, *, more: bool) -> int:
        """Events that a row with a hidden total could have more, or fewer, the other rows making up for it."""
        repeats = self.repeats(row)
        others = self.all_changes(cell, not more, repeats) - self.change_in(
            row, cell, more=not more, repeats=repeats
        )
        return others if more else min(row.events[cell], others)

    def repeats(self, row: TableRow) -> tuple[int, ...]:
        """The earlier publications that hid the same numbers of the row: one attack has all of them."""
        return tuple(
            place
            for place, publication in enumerate(self.earlier)
            if row.category in publication
            and publication[row.category].suppression.cells
            and publication[row.category].row.events == row.events
        )

    def published(self, row: TableRow, repeats: tuple[int, ...]) -> tuple[PublishedRow, ...]:
        """A row as published now and in those earlier publications."""
        before = (self.earlier[place].get(row.category) for place in repeats)
        return (PublishedRow(row, self.hidden[row.category]), *(shown for shown in before if shown))

    def transfer_in(self, row: TableRow, given: int, taken: int, repeats: tuple[int, ...]) -> int:
        """What one row can make up for by a transfer; finer rows are hidden wherever this one is."""
        own = transfer(self.published(row, repeats), self.profile, given, taken)
        return (
            own
            if self.hidden[row.category].cells
            else min(own, self.finer.transfer(row.category, given, taken))
        )

    def change_in(self, row: TableRow, cell: int, *, more: bool, repeats: tuple[int, ...]) -> int:
        """What one row can make up for by a change."""
        own = change(self.published(row, repeats), self.profile, cell, more=more)
        return (
            own
            if self.hidden[row.category].total
            else min(own, self.finer.change(row.category, cell, more=more))
        )

    def _all_transfers(self, given: int, taken: int, repeats: tuple[int, ...]) -> int:
        return sum(self.transfer_in(row, given, taken, repeats) for row in self.rows)

    def _all_changes(self, cell: int, more: bool, repeats: tuple[int, ...]) -> int:  # noqa: FBT001 - a key of the cache
        return sum(self.change_in(row, cell, more=more, repeats=repeats) for row in self.rows)


def column_totals(rows: Sequence[TableRow]) -> list[int]:
    """What the cells of all rows add up to."""
    return [sum(counts) for counts in zip(*(row.events for row in rows), strict=True)]
