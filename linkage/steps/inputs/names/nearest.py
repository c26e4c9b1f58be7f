"""Which layout the header of a file is of, whatever the job calls it."""

from collections.abc import Collection

from linkage.layouts.every import LAYOUTS
from linkage.layouts.layout import Layout
from linkage.layouts.named.header_names import folded, header_name

LEAST = 4
"""Fewer names of a layout say nothing of a file."""


def own_names(layout: Layout, names: Collection[str]) -> int:
    """How many of the layout's own names, aliases left out, a header has."""
    there = {folded(name) for name in names}
    return sum(folded(column.theirs) in there for column in layout.columns)


def known_columns(layout: Layout, names: Collection[str]) -> set[str]:
    """Our names of the columns of the layout that a header has, under any name."""
    known = layout.known_names
    return {known[header_name(name)] for name in names if header_name(name) in known}


def nearest(names: Collection[str]) -> Layout | None:
    """
    The layout most of whose own names a header has, if it can be read by it; None where no layout has enough.

    Of several with as many names, the one of which the header has the larger part, then the first in their order.
    """
    fitting = [
        (own_names(layout, names), own_names(layout, names) / len(layout.columns), -place)
        for place, layout in enumerate(LAYOUTS)
        if has_keys(layout, names)
    ]
    count, _, place = max(fitting, default=(0, 0.0, 0))
    return LAYOUTS[-place] if count >= LEAST else None


def has_keys(layout: Layout, names: Collection[str]) -> bool:
    """Whether a header has what every file of the layout must have, but for what is linked by and the person key."""
    known = known_columns(layout, names)
    return all(
        column.ours in known
        for column in layout.columns
        if (column.required and not column.links) or (column.key and column.ours != "person_key")
    )
