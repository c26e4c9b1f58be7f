"""Which layout a file is written in, whatever the job says: by the names of its header, or else by its fields."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from linkage.layouts import every
from linkage.layouts.column_kind import is_date
from linkage.layouts.layout import InputColumn, Layout
from linkage.steps.inputs.head import Head
from linkage.steps.inputs.hint import DELIMITERS
from linkage.steps.inputs.likeness.date_shapes import is_date_text
from linkage.steps.inputs.names.nearest import known_columns, own_names
from linkage.steps.inputs.source import Source
from linkage.steps.inputs.split import split_line
from linkage.steps.inputs.text.first_row import first_row

FEWEST_NAMES = 4
"""A header that lacks names which are required has so many at least: half of those required, or of the layout."""
FEWEST_OF_ALL = 2
LINES = 200
"""Of a file without a header: how many are looked at."""


@dataclass(frozen=True)
class Recognised:
    """What a file looks like."""

    layout: Layout
    delimiter: str
    """Empty for Parquet."""
    has_header: bool
    known: int
    """How many columns of the layout its header names."""
    is_whole: bool
    """Whether all that are required are among them."""
    own: int = 0
    """Of the names it knows, the layout's own, aliases left out."""


def recognised(head: Head, root: Path) -> Recognised | None:
    """The layout that a text file is most like; None when it is like none."""
    found: list[Recognised] = []
    for delimiter in DELIMITERS:
        source = Source("did", (), delimiter, {}, None, (), root)
        cells = first_row(head, source).cells
        found += [replace(one, delimiter=delimiter) for one in by_names(cells)]
    return best(found) or by_fields(head)


def best(found: Iterable[Recognised]) -> Recognised | None:
    """The most like: whole before not, then by names, then the usual layout of its data set."""
    ordered = sorted(
        found,
        key=lambda one: (
            *(one.is_whole, one.own, one.known, one.known / len(one.layout.columns), one.layout.is_usual),
        ),
    )
    return ordered[-1] if ordered else None


def by_names(cells: Sequence[str]) -> list[Recognised]:
    """Every layout of rows of fields that a header, or a schema, may be of."""
    found = []
    for layout in (one for one in every.LAYOUTS if not one.is_nested):
        known = known_columns(layout, cells)
        needed = set(layout.named(required=True, links=layout.header_names == 0)) - {"person_key"}
        is_whole = needed <= known and len(known) >= FEWEST_OF_ALL
        is_much = len(known) >= len(layout.columns) // 2 or 2 * len(needed & known) > len(needed)
        if is_whole or (len(known) >= FEWEST_NAMES and is_much):
            found.append(
                Recognised(
                    layout,
                    "",
                    has_header=True,
                    known=len(known),
                    is_whole=is_whole,
                    own=own_names(layout, cells),
                )
            )
    return found


def by_fields(head: Head) -> Recognised | None:
    """The layout of a file without a header, if most of its rows have its fields, in its order and shapes."""
    found = []
    for layout in every.LAYOUTS:
        order = [one for one in layout.columns if not one.beside]
        shapes = {at: one for at, one in enumerate(order) if one.shape}
        for delimiter in DELIMITERS if layout.header_names else ():
            rows = [split_line(line, delimiter) for _, line in head.rows()[:LINES]]
            right = [row for row in rows if row and len(row) in (len(order), len(order) + 1)]
            if rows and len(right) > len(rows) / 2 and _fit(right, shapes):
                found.append(Recognised(layout, delimiter, has_header=False, known=len(order), is_whole=True))
    return best(found)


def _fit(rows: Sequence[Sequence[str]], shapes: Mapping[int, InputColumn]) -> bool:
    """Whether more than half of the values that have a shape have the right one; a date may be spelt in any way."""
    fitting = [_fits(row[at], column) for row in rows for at, column in shapes.items() if row[at]]
    return sum(fitting) > len(fitting) / 2


def _fits(value: str, column: InputColumn) -> bool:
    if is_date(column.ours):
        return is_date_text(value)
    return column.shape is None or column.shape.fits(value)
