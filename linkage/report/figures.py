"""The numbers a report may show: rows of the statistics table, and nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from linkage.report.table import Kind, Mark, ShownCell, written
from linkage.words.figure import UNKNOWN, Figure
from linkage.words.publication import FIRST

RATE = "match_rate_by"
NOT_SHARED = "not shared"
LEAST_SHARE = 0.000005
"""Below this a share would be shown as none even with three decimals."""


@dataclass(frozen=True)
class Figures:
    """The statistics of one month, with the publications of all."""

    period: str
    rows: tuple[Figure, ...]
    is_shared: bool = False
    """Whether they are controlled though none is there that says so."""

    def cell(self, table: str, breakdown: str, category: str, measure: str) -> Figure:
        """
        One number of the month.

        One that is not there is a zero of zero: the category has no events. Among controlled numbers it is one that
        is not shared.
        """
        found = self._cells.get((table, breakdown, category, measure))
        if found is None and self.is_controlled:
            return Figure(table, breakdown, category, measure, None, None, None, control=NOT_SHARED)
        return found or Figure(table, breakdown, category, measure, 0, 0, None)

    @cached_property
    def is_controlled(self) -> bool:
        """Whether these are numbers that may be shared."""
        return self.is_shared or any(row.control for row in self.rows)

    @cached_property
    def _cells(self) -> dict[tuple[str, str, str, str], Figure]:
        return {row.key: row for row in self.rows if row.period in {self.period, ""}}

    def has(self, table: str, breakdown: str, category: str, measure: str) -> bool:
        """Whether there is such a number."""
        return (table, breakdown, category, measure) in self._cells

    def of(self, table: str) -> list[Figure]:
        """The numbers of a table of the month."""
        return [row for row in self._cells.values() if row.table == table]

    def categories(self, table: str, breakdown: str) -> tuple[str, ...]:
        """Categories of a breakdown: numbers by size, then the rest by name, `unknown` last."""
        found = {row.category for row in self.of(table) if row.breakdown == breakdown}
        return tuple(sorted(found, key=_natural))

    def breakdowns(self, table: str) -> tuple[str, ...]:
        """Breakdowns of a table, in order of appearance."""
        return tuple(dict.fromkeys(row.breakdown for row in self.of(table)))

    @cached_property
    def series(self) -> dict[tuple[str, str, str, str], list[Figure]]:
        """Publications up to the month, by table, breakdown, category and measure, oldest first; the whole is "all"."""
        found: dict[tuple[str, str, str, str], list[Figure]] = {}
        publications = (row for row in self.rows if row.table.endswith("_publication"))
        for row in sorted(publications, key=lambda row: row.period):
            if row.period <= self.period:
                category = "all" if row.breakdown == "month" else row.category
                found.setdefault((row.table, row.breakdown, category, row.measure), []).append(row)
        return found

    @cached_property
    def sent(self) -> dict[str, list[Figure]]:
        """
        Match rates by provider, whose denominators are its events, up to the month: by code, but for nobody known.

        As each month is now; among controlled numbers, a month that is told in no other way as it was shared first.
        """
        rates = [
            row
            for row in self.rows
            if (row.breakdown, row.measure) == ("provider", "match_rate") and "" < row.period <= self.period
        ]
        rows = [row for row in rates if row.table == RATE]
        if self.is_controlled:
            own = {self.period, *(row.period for row in rows)}
            rows += [row for row in rates if row.table == FIRST and row.period not in own]
        found: dict[str, list[Figure]] = {}
        for row in rows:
            if row.category != UNKNOWN:
                found.setdefault(row.category, []).append(row)
        return found

    def past(self, breakdown: str, category: str, compared: str | None) -> list[Figure]:
        """
        The match rates of a category in earlier months, oldest first; else that of the month that it is compared with.

        A month that is restated is compared with itself as it was: that is no earlier month.
        """
        if found := self._past.get((breakdown, category)):
            return found
        if compared is None or compared >= self.period:
            return []
        before = self._cells.get(("change", breakdown, category, "unmatched_rate_before"))
        if before is None or before.numerator is None or before.denominator is None:
            return []
        linked = before.denominator - before.numerator
        return [replace(before, measure="match_rate", numerator=linked, period=compared)]

    @cached_property
    def _past(self) -> dict[tuple[str, str], list[Figure]]:
        found: dict[tuple[str, str], list[Figure]] = {}
        for row in sorted(self.rows, key=lambda row: row.period):
            if (row.table, row.measure) == (RATE, "match_rate") and "" < row.period < self.period:
                found.setdefault((row.breakdown, row.category), []).append(row)
        return found


def unseen(figure: Figure) -> Mark | None:
    """What stands in the place of a number that disclosure control took."""
    if figure.control == NOT_SHARED:
        return Mark.NOT_SHARED
    return Mark.SUPPRESSED if figure.is_suppressed else None


def count(figure: Figure) -> ShownCell:
    """How many."""
    if mark := unseen(figure):
        return mark
    return Mark.NOT_APPLICABLE if figure.numerator is None else figure.numerator


def whole(figure: Figure) -> ShownCell:
    """Of how many; a total may be shown though its parts are hidden."""
    if figure.denominator is None:
        return unseen(figure) or Mark.NOT_APPLICABLE
    return figure.denominator


def share(figure: Figure) -> ShownCell:
    """Numerator over denominator."""
    if mark := unseen(figure):
        return mark
    if figure.numerator is None or not figure.denominator:
        return Mark.NOT_APPLICABLE
    return ratio(figure.numerator / figure.denominator)


def value(figure: Figure) -> ShownCell:
    """An estimate, or what was computed."""
    if mark := unseen(figure):
        return mark
    return Mark.NOT_APPLICABLE if figure.value is None else figure.value


def ratio(share: float) -> ShownCell:
    """A share that is not shown as none unless it is none."""
    return Mark.LOW if 0 < share < LEAST_SHARE else share


def added(cells: Iterable[ShownCell]) -> ShownCell:
    """The sum of counts; hidden or not applicable when one of them is."""
    total = 0
    for cell in cells:
        if not isinstance(cell, int):
            return cell
        total += cell
    return total


def percent(numerator: int | None, denominator: int | None) -> str:
    """A share in words; "not applicable" when there is nothing to divide by."""
    return written(share(Figure("", "", "", "", numerator, denominator, None)), Kind.SHARE)


def _natural(category: str) -> tuple[bool, float, str]:
    digits = category.split("-", maxsplit=1)[0].rstrip("+")
    is_number = digits.isascii() and digits.isdigit()
    return category == UNKNOWN, float(digits) if is_number else float("inf"), category
