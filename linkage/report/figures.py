"""The numbers a report may show: rows of the statistics table of one month, and nothing else."""

from dataclasses import dataclass
from functools import cached_property

SMALL_PERCENT = 0.1
"""Below this a share is shown with a third decimal."""


@dataclass(frozen=True)
class Figure:
    """One number, as in the statistics table."""

    table: str
    breakdown: str
    category: str
    measure: str
    numerator: int | None
    denominator: int | None
    value: float | None

    @property
    def percent(self) -> str:
        """Numerator over denominator in per cent; "not applicable" when there is nothing to divide by."""
        return percent(self.numerator, self.denominator)

    @property
    def count(self) -> str:
        """The numerator, with thousands marked."""
        return "not applicable" if self.numerator is None else f"{self.numerator:,}"


@dataclass(frozen=True)
class Figures:
    """The statistics of one month."""

    period: str
    rows: tuple[Figure, ...]

    def cell(self, table: str, breakdown: str, category: str, measure: str) -> Figure:
        """One number; of a category without events, a zero of zero."""
        found = self._cells.get((table, breakdown, category, measure))
        return found or Figure(table, breakdown, category, measure, 0, 0, None)

    @cached_property
    def _cells(self) -> dict[tuple[str, str, str, str], Figure]:
        return {(row.table, row.breakdown, row.category, row.measure): row for row in self.rows}

    def categories(self, table: str, breakdown: str) -> tuple[str, ...]:
        """Categories of a breakdown: numbers by size, then the rest by name, `unknown` last."""
        found = {row.category for row in self.rows if (row.table, row.breakdown) == (table, breakdown)}
        return tuple(sorted(found, key=_natural))

    def breakdowns(self, table: str) -> tuple[str, ...]:
        """Breakdowns of a table, in order of appearance."""
        return tuple(dict.fromkeys(row.breakdown for row in self.rows if row.table == table))


def percent(numerator: int | None, denominator: int | None) -> str:
    """A share in per cent: two decimals, three below 0.1, so that a small share is not shown as none."""
    if numerator is None or not denominator:
        return "not applicable"
    share = 100 * numerator / denominator
    return f"{share:.3f}%" if 0 < share < SMALL_PERCENT else f"{share:.2f}%"


def _natural(category: str) -> tuple[bool, float, str]:
    digits = category.split("-", maxsplit=1)[0].rstrip("+")
    return category == "unknown", float(digits) if digits.isdigit() else float("inf"), category
