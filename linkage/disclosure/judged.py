"""
The statistics of one month as control judges them, table by table, with what earlier publications told of them.

What an earlier publication hid stays hidden, and what it withheld stays withheld: two publications that hide
different numbers would betray each other's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from linkage.disclosure.group import Group, Publication, group, rows, show, shown_before
from linkage.disclosure.partition import ALL, OPEN, Hiding, Row, primary
from linkage.disclosure.profile import Profile
from linkage.disclosure.room import Shown
from linkage.disclosure.suppression import NOTHING, hidings
from linkage.words.figure import Figure


@dataclass(frozen=True)
class Judged:
    """A partition with what is hidden of each of its rows."""

    found: Group
    hidden: Mapping[str, Hiding]

    @property
    def is_open(self) -> bool:
        """Whether nothing of it is hidden: what adds up to its rows, or is a part of them, betrays nothing."""
        return not any(hiding.parts for hiding in self.hidden.values())

    def told(self, profile: Profile) -> list[Figure]:
        """Its numbers as they may be shared."""
        return list(show(self.found, self.hidden, profile))


@dataclass(frozen=True)
class Judge:
    """A month's numbers, the rule, and the earlier publications of the month."""

    figures: Sequence[Figure]
    profile: Profile
    earlier: Sequence[Publication] = ()

    def partition(
        self,
        table: str,
        breakdown: str,
        measures: Sequence[str],
        *,
        with_rest: bool = False,
        forced: Mapping[str, Hiding] = NOTHING,
    ) -> Judged:
        """Rows that add up to a total which counts as known; of a single row, what it must hide for its own sake."""
        found = group(self.figures, table, breakdown, measures)
        partition = rows(found, with_rest=with_rest)
        if len(partition) == 1:
            return self.alone(table, breakdown, measures, with_rest=with_rest, forced=forced)
        before = shown_before(self.earlier, table, breakdown, measures, with_rest=with_rest)
        few = dict.fromkeys(beside_few(found, partition, self.profile), ALL)
        return Judged(found, hidings(partition, self.profile, before, forced={**forced, **few}))

    def alone(
        self,
        table: str,
        breakdown: str,
        measures: Sequence[str],
        *,
        with_rest: bool = False,
        forced: Mapping[str, Hiding] = NOTHING,
    ) -> Judged:
        """Rows that do not add up to anything: each hides what it must for its own sake."""
        found = group(self.figures, table, breakdown, measures)
        before = shown_before(self.earlier, table, breakdown, measures, with_rest=with_rest)
        return Judged(
            found,
            {row.category: self.of_row(row, before, forced) for row in rows(found, with_rest=with_rest)},
        )

    def of_row(
        self, row: Row, before: Sequence[Mapping[str, Shown]], forced: Mapping[str, Hiding] = NOTHING
    ) -> Hiding:
        """What to hide of a row by itself."""
        hiding = primary(row, self.profile) | forced.get(row.category, OPEN)
        for publication in before:
            if row.category in publication:
                hiding |= publication[row.category].hiding
        return hiding

    def was_hidden(self, figure: Figure) -> bool:
        """Whether an earlier publication of the month that has this number hid it, or withheld it."""
        return any(publication.hid(figure.key) for publication in self.earlier)

    def breakdowns(self, table: str) -> list[str]:
        """The breakdowns of a table, in order."""
        return sorted({figure.breakdown for figure in self.figures if figure.table == table})


def beside_few(found: Group, partition: Sequence[Row], profile: Profile) -> list[str]:
    """Categories beside which there is somebody, but few: what is left of the table's total tells as much."""
    whole = sum(row.total for row in partition)
    few = []
    for row in partition:
        first, others = found[row.category][0], whole - row.total
        is_known = (first.numerator, first.denominator) == (row.total, whole)
        people = first.complement_people if is_known else None
        if others and profile.is_small(others if people is None else people):
            few.append(row.category)
    return few


def hidden_whole(judged: Judged) -> dict[str, Hiding]:
    """The rows of which something is hidden, to be hidden whole in a table that is made of parts of them."""
    return {category: ALL for category, hiding in judged.hidden.items() if hiding.parts}
