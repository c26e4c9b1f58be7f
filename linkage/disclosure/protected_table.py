"""
The statistics of one month, table by table, each protected in view of what earlier publications showed of it.

What an earlier publication hid stays hidden, and what it withheld stays withheld: two publications that hide
different numbers would betray each other's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from linkage.disclosure.earlier import Publication
from linkage.disclosure.feasibility import PublishedRow
from linkage.disclosure.frequency_table import ALL, OPEN, Suppression, TableRow, primary_suppression
from linkage.disclosure.profile import Profile
from linkage.disclosure.secondary_suppression import NOTHING, suppressions
from linkage.disclosure.table_figures import TableFigures, published_before, rows, suppress, table_figures
from linkage.words.figure import Figure


@dataclass(frozen=True)
class ProtectedTable:
    """A table with what is hidden of each of its rows."""

    found: TableFigures
    hidden: Mapping[str, Suppression]

    @property
    def is_open(self) -> bool:
        """Whether nothing of it is hidden: what adds up to its rows, or is a part of them, betrays nothing."""
        return not any(suppression.cells for suppression in self.hidden.values())

    def shared(self, profile: Profile) -> list[Figure]:
        """Its numbers as they may be shared."""
        return list(suppress(self.found, self.hidden, profile))


@dataclass(frozen=True)
class MonthTables:
    """A month's numbers, the rule, and the earlier publications of the month."""

    figures: Sequence[Figure]
    profile: Profile
    earlier: Sequence[Publication] = ()

    def additive_table(
        self,
        table: str,
        breakdown: str,
        measures: Sequence[str],
        *,
        with_rest: bool = False,
        forced: Mapping[str, Suppression] = NOTHING,
    ) -> ProtectedTable:
        """Rows that add up to a total which counts as known; of a single row, what it must hide for its own sake."""
        found = table_figures(self.figures, table, breakdown, measures)
        table_rows = rows(found, with_rest=with_rest)
        if len(table_rows) == 1:
            return self.separate_rows(table, breakdown, measures, with_rest=with_rest, forced=forced)
        before = published_before(self.earlier, table, breakdown, measures, with_rest=with_rest)
        few = dict.fromkeys(beside_few(found, table_rows, self.profile), ALL)
        return ProtectedTable(found, suppressions(table_rows, self.profile, before, forced={**forced, **few}))

    def separate_rows(
        self,
        table: str,
        breakdown: str,
        measures: Sequence[str],
        *,
        with_rest: bool = False,
        forced: Mapping[str, Suppression] = NOTHING,
    ) -> ProtectedTable:
        """Rows that do not add up to anything: each hides what it must for its own sake."""
        found = table_figures(self.figures, table, breakdown, measures)
        before = published_before(self.earlier, table, breakdown, measures, with_rest=with_rest)
        return ProtectedTable(
            found,
            {row.category: self.of_row(row, before, forced) for row in rows(found, with_rest=with_rest)},
        )

    def of_row(
        self,
        row: TableRow,
        before: Sequence[Mapping[str, PublishedRow]],
        forced: Mapping[str, Suppression] = NOTHING,
    ) -> Suppression:
        """What to hide of a row by itself."""
        suppression = primary_suppression(row, self.profile) | forced.get(row.category, OPEN)
        for publication in before:
            if row.category in publication:
                suppression |= publication[row.category].suppression
        return suppression

    def was_hidden(self, figure: Figure) -> bool:
        """Whether an earlier publication of the month that has this number hid it, or withheld it."""
        return any(publication.hid(figure.key) for publication in self.earlier)

    def breakdowns(self, table: str) -> list[str]:
        """The breakdowns of a table, in order."""
        return sorted({figure.breakdown for figure in self.figures if figure.table == table})


def beside_few(found: TableFigures, table_rows: Sequence[TableRow], profile: Profile) -> list[str]:
    """Categories beside which there is somebody, but few: what is left of the table's total tells as much."""
    whole = sum(row.total for row in table_rows)
    few = []
    for row in table_rows:
        first, others = found[row.category][0], whole - row.total
        is_known = (first.numerator, first.denominator) == (row.total, whole)
        people = first.complement_people if is_known else None
        if others and profile.is_small(others if people is None else people):
            few.append(row.category)
    return few


def hidden_whole(protected: ProtectedTable) -> dict[str, Suppression]:
    """The rows of which something is hidden, to be hidden whole in a table that is made of parts of them."""
    return {category: ALL for category, suppression in protected.hidden.items() if suppression.cells}
