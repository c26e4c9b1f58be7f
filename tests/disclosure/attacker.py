"""
The attacker's problem for a published table: a linear program that knows all that was published and nothing else.

Every true number of every publication is a variable. Known are: each shown number within its rounding, each column
exactly, that finer rows add up to coarser ones and, of a month published twice, which rows did not change.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csc_array

from linkage.disclosure.frequency_table import Suppression, TableRow
from linkage.disclosure.profile import Profile

Key = tuple[str, str, int]
"""Publication, category and cell of one true number."""

WHOLE, BUT_FIRST = -1, -2
"""Cells that stand for several: all of a row, and all that are not linked."""


@dataclass
class Attacker:
    """What the attacker knows, as linear conditions on the true numbers."""

    profile: Profile
    keys: dict[Key, int] = field(default_factory=dict)
    conditions: list[tuple[list[tuple[int, float]], float, float]] = field(default_factory=list)

    def number(self, key: Key) -> int:
        """The variable of one true number."""
        return self.keys.setdefault(key, len(self.keys))

    def know(self, terms: Sequence[tuple[Key, float]], least: float, most: float) -> None:
        """A sum of true numbers lies between two bounds."""
        self.conditions.append(([(self.number(key), sign) for key, sign in terms], least, most))

    def read(
        self,
        publication: str,
        rows: Sequence[TableRow],
        hidden: Mapping[str, Suppression],
        *,
        exact: bool = True,
    ) -> None:
        """A published table: its shown numbers, and its columns when they are known exactly."""
        for row in rows:
            for cell, count in enumerate(row.events):
                key = (publication, row.category, cell)
                least, most = (0.0, np.inf) if hidden[row.category].cells else self.profile.span(count)
                self.know([(key, 1)], least, most)
            if not hidden[row.category].total:
                terms = [((publication, row.category, cell), 1.0) for cell in range(len(row.cells))]
                self.know(terms, *self.profile.span(row.total))
        for cell in range(len(rows[0].cells)) if exact else ():
            total = sum(row.events[cell] for row in rows)
            self.know([((publication, row.category, cell), 1) for row in rows], total, total)

    def read_sites(self, publication: str, sites: Mapping[str, Sequence[TableRow]]) -> None:
        """Sites add up to their provider; their own numbers are read as the publication "PUBLICATION sites"."""
        for provider, rows in sites.items():
            for cell in range(len(rows[0].cells)):
                terms = [((f"{publication} sites", row.category, cell), 1.0) for row in rows]
                self.know([*terms, ((publication, provider, cell), -1)], 0, 0)

    def unchanged(self, first: str, second: str, rows: Sequence[TableRow]) -> None:
        """Rows that two publications have the same true numbers of."""
        for row in rows:
            for cell in range(len(row.cells)):
                self.know([((first, row.category, cell), 1), ((second, row.category, cell), -1)], 0, 0)

    def bounds(self, key: Key) -> tuple[float, float]:
        """The least and the most of one true number, a whole row, or all of it but the first cell."""
        publication, category, cell = key
        of_row = [one for one in self.keys if one[:2] == (publication, category)]
        return self.bounds_of(
            [one for one in of_row if cell in {one[2], WHOLE} or (cell == BUT_FIRST and one[2] > 0)]
        )

    def bounds_of(self, total: Sequence[Key]) -> tuple[float, float]:
        """The feasibility interval of a sum of true numbers."""
        wanted = np.zeros(len(self.keys))
        wanted[[self.keys[key] for key in total]] = 1
        return self._solve(wanted), -self._solve(-wanted)

    @cached_property
    def known(self) -> LinearConstraint:
        """All conditions as one matrix with its bounds; nothing can be added to them any more."""
        terms = [
            (row, place, factor)
            for row, (listed, _, _) in enumerate(self.conditions)
            for place, factor in listed
        ]
        rows, columns, factors = zip(*terms, strict=True)
        shape = (len(self.conditions), len(self.keys))
        least, most = ([condition[side] for condition in self.conditions] for side in (1, 2))
        return LinearConstraint(csc_array((factors, (rows, columns)), shape=shape), least, most)

    def _solve(self, objective: np.ndarray) -> float:
        found = milp(objective, constraints=self.known, bounds=Bounds(0, np.inf))
        assert found.status in {0, 3}, f"the truth must satisfy what was published: {found.message}"
        return float("-inf") if found.status == 3 else float(found.fun)


def under_protected(
    attacker: Attacker,
    publication: str,
    rows: Sequence[TableRow],
    hidden: Mapping[str, Suppression],
    spared: Collection[str] = (),
) -> list[Key]:
    """
    Small numbers whose feasibility interval is less than 1 to the limit (or to all there are), but those of `spared`.

    Where every row is hidden whole, exact totals may still bound a sum of two cells: nothing is left to withhold.
    """
    some_shown = not all(suppression.total for suppression in hidden.values())
    limit = attacker.profile.limit
    column = [sum(row.events[cell] for row in rows) for cell in range(len(rows[0].cells))]
    found = []
    for row in (row for row in rows if row.category not in spared):
        small = [
            (cell, row.events[cell], column[cell])
            for cell, one in enumerate(row.cells)
            if attacker.profile.is_small(one.people)
        ]
        if hidden[row.category].total and attacker.profile.is_small(row.least_people):
            small.append((WHOLE, row.total, sum(column)))
        several = row.cells[1:] if len(row.cells) > 2 and some_shown else ()
        if attacker.profile.is_small(max((one.people for one in several), default=0)):
            small.append((BUT_FIRST, sum(row.events[1:]), sum(column[1:])))
        for cell, count, there in small:
            least, most = attacker.bounds((publication, row.category, cell))
            if least > 1 + 1e-6 or most < max(min(limit, there), count) - 1e-6:
                found.append((publication, row.category, cell))
    return found
