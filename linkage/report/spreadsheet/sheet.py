"""What stands on a sheet, and how wide and on which side its columns are written."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import TypeAlias

from linkage.report.spreadsheet.theme import Look

ONE_TABLE = "This worksheet contains one table."
SYMBOL = re.compile(r"\[[\w\s]+\]")
"""A symbol such as [c]: a column of numbers and symbols is a column of numbers."""
USUAL_SIZE = 11
"""Of the font for which xlsxwriter knows how wide each character is."""
BOLDER, HIGHER = 1.1, 0.15
"""How much wider bold letters are, and how much a text of capitals alone."""

Cell: TypeAlias = str | int | float


@dataclass(frozen=True)
class Sheet:
    """One sheet with one table; above it a title, what is to be known of it, and its symbols with their meanings."""

    name: str
    title: str
    said: tuple[str, ...]
    legend: tuple[str, ...]
    table_name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    """At least one; no cell is empty."""
    names: int | None = None
    """Place of the column that says what a row is."""
    number_formats: dict[int, str] = field(default_factory=dict)
    """By the place of a column, how its numbers are shown."""
    is_of_links: bool = False
    """Whether the first cell of each row is the name of a sheet, and leads there."""


def is_of_numbers(cells: Sequence[Cell]) -> bool:
    """Whether a column holds numbers, and beside them nothing but symbols."""
    texts = [cell for cell in cells if isinstance(cell, str)]
    return len(texts) < len(cells) and all(map(SYMBOL.search, texts))


def width(cells: Sequence[Cell], look: Look) -> int:
    """Pixels of the widest of some cells, by its longest line."""
    from xlsxwriter.utility import cell_autofit_width  # noqa: PLC0415 - an extra

    size = look["font_size"]
    scale = (
        (size if isinstance(size, int) else USUAL_SIZE) / USUAL_SIZE * (BOLDER if look.get("bold") else 1.0)
    )
    widest = 0
    for text in {str(cell) for cell in cells}:
        line = max(text.split("\n"), key=len)
        capitals = sum(map(str.isupper, line)) / len(line) if line else 0
        widest = max(widest, ceil(cell_autofit_width(line) * (scale * (1.0 + HIGHER * capitals))))
    return widest
