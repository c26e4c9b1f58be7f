"""
Can a hidden small number be worked out from everything that is published?

It is protected when it could be 1, or the limit, or anything between: for each there is another true table that
would have been published just the same. Such a table is found by moving events between two parts of the row and
back in other rows (`room`), which leaves every row and every column as it is.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Protocol

from linkage.disclosure.partition import OPEN, Hiding, Row
from linkage.disclosure.profile import Profile
from linkage.disclosure.room import FREE, Shown, shift, swap

Earlier = Sequence[Mapping[str, Shown]]
"""Earlier publications of the same table of the same month: each row by category."""


class Finer(Protocol):
    """What the rows of a finer table, which a row is made of, leave it to move."""

    def swap(self, category: str, given: int, taken: int) -> int:
        """Events that could move between two parts."""

    def shift(self, category: str, part: int, *, more: bool) -> int:
        """Events that could come, or go, with the total."""


class Unbounded:
    """There is no finer table."""

    def swap(self, _category: str, _given: int, _taken: int) -> int:
        """Nothing limits a row."""
        return FREE

    def shift(self, _category: str, _part: int, *, more: bool) -> int:  # noqa: ARG002 - it is the same either way
        """Nothing limits a row."""
        return FREE


UNBOUNDED = Unbounded()


class Riddle:
    """A published partition as a reader sees it, who wants to know the hidden numbers."""

    def __init__(
        self,
        rows: Sequence[Row],
        hidden: Mapping[str, Hiding],
        profile: Profile,
        earlier: Earlier = (),
        finer: Finer = UNBOUNDED,
    ) -> None:
        """Rows of one partition, and what of each is hidden."""
        self.rows, self.hidden, self.profile, self.earlier, self.finer = rows, hidden, profile, earlier, finer
        self.width = len(rows[0].parts) if rows else 0
        self.columns = [columns(rows), *(columns([one.row for one in old.values()]) for old in earlier)]
        self.all_swaps = cache(self._all_swaps)
        self.all_shifts = cache(self._all_shifts)

    def is_exposed(self, row: Row) -> bool:
        """Whether a small number of the row could be told more closely than from 1 to the limit."""
        hiding, is_small = self.hidden[row.category], self.profile.is_small
        if hiding == OPEN:
            return False
        if any(is_small(one.people) and not self.is_free(row, part) for part, one in enumerate(row.parts)):
            return True
        if is_small(max((part.people for part in row.parts[1:]), default=0)) and not self.is_rest_free(row):
            return True
        return hiding.total and is_small(row.least_people) and not self.is_total_free(row)

    def is_free(self, row: Row, part: int) -> bool:
        """Whether the part could hold any number from 1 to the limit, or to all that the column has."""
        count = row.events[part]
        there = min(self.columns[place][part] for place in (0, *(place + 1 for place in self.places(row))))
        others = [other for other in range(self.width) if other != part]
        more = max((self.swaps(row, given=other, taken=part) for other in others), default=0)
        fewer = max((self.swaps(row, given=part, taken=other) for other in others), default=0)
        if self.hidden[row.category].total:
            more = max(more, self.shifts(row, part, more=True))
            fewer = max(fewer, self.shifts(row, part, more=False))
        return fewer >= count - 1 and more >= min(self.profile.limit, there) - count

    def is_rest_free(self, row: Row) -> bool:
        """Whether all parts but the first together, such as all that are not linked, could be 1 to the limit."""
        rest = range(1, self.width)
        count, there = sum(row.events[1:]), sum(self.columns[0][1:])
        more = max(self.swaps(row, given=0, taken=part) for part in rest)
        places = self.places(row)
        others = sum(
            max(self.swap_in(other, 0, part, places) for part in rest)
            for other in self.rows
            if other is not row
        )
        fewer = min(others, sum(self.swaps(row, given=part, taken=0) for part in rest))
        if self.hidden[row.category].total:
            more = max(more, *(self.shifts(row, part, more=True) for part in rest))
            fewer = max(fewer, *(self.shifts(row, part, more=False) for part in rest))
        return fewer >= count - 1 and more >= min(self.profile.limit, there) - count

    def is_total_free(self, row: Row) -> bool:
        """Whether a hidden total could be any number from 1 to the limit, or to all there are."""
        more = max(self.shifts(row, part, more=True) for part in range(self.width))
        if more < min(self.profile.limit, sum(self.columns[0])) - row.total:
            return False
        places = self.places(row)
        wanted = {part: count for part, count in enumerate(row.events) if count}
        for other in self.rows:
            part = next(iter(wanted), None)
            if part is None or sum(wanted.values()) <= 1:
                return True
            if other is not row:
                wanted[part] -= self.shift_in(other, part, more=True, places=places)
                if wanted[part] <= 0:
                    del wanted[part]
        return sum(wanted.values()) <= 1

    def swaps(self, row: Row, *, given: int, taken: int) -> int:
        """Events of a hidden row that could be in another of its parts, the other rows making up for it."""
        places = self.places(row)
        others = self.all_swaps(taken, given, places) - self.swap_in(row, taken, given, places)
        return min(row.events[given], others)

    def shifts(self, row: Row, part: int, *, more: bool) -> int:
        """Events that a row with a hidden total could have more, or fewer, the other rows making up for it."""
        places = self.places(row)
        others = self.all_shifts(part, not more, places) - self.shift_in(
            row, part, more=not more, places=places
        )
        return others if more else min(row.events[part], others)

    def places(self, row: Row) -> tuple[int, ...]:
        """The earlier publications that hid the same numbers: with the one now they are one riddle."""
        return tuple(
            place
            for place, publication in enumerate(self.earlier)
            if row.category in publication
            and publication[row.category].hiding.parts
            and publication[row.category].row.events == row.events
        )

    def shown(self, row: Row, places: tuple[int, ...]) -> tuple[Shown, ...]:
        """A row as published now and in those earlier publications."""
        before = (self.earlier[place].get(row.category) for place in places)
        return (Shown(row, self.hidden[row.category]), *(shown for shown in before if shown))

    def swap_in(self, row: Row, given: int, taken: int, places: tuple[int, ...]) -> int:
        """What one row can make up for by a swap; finer rows are hidden wherever this one is."""
        own = swap(self.shown(row, places), self.profile, given, taken)
        return (
            own if self.hidden[row.category].parts else min(own, self.finer.swap(row.category, given, taken))
        )

    def shift_in(self, row: Row, part: int, *, more: bool, places: tuple[int, ...]) -> int:
        """What one row can make up for by a shift."""
        own = shift(self.shown(row, places), self.profile, part, more=more)
        return (
            own
            if self.hidden[row.category].total
            else min(own, self.finer.shift(row.category, part, more=more))
        )

    def _all_swaps(self, given: int, taken: int, places: tuple[int, ...]) -> int:
        return sum(self.swap_in(row, given, taken, places) for row in self.rows)

    def _all_shifts(self, part: int, more: bool, places: tuple[int, ...]) -> int:  # noqa: FBT001 - a key of the cache
        return sum(self.shift_in(row, part, more=more, places=places) for row in self.rows)


def columns(rows: Sequence[Row]) -> list[int]:
    """What the parts of all rows add up to."""
    return [sum(counts) for counts in zip(*(row.events for row in rows), strict=True)]
