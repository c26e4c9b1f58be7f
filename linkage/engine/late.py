"""Tables that are names for their queries, each worked out once, where the release is written."""

from collections.abc import Iterable
from dataclasses import replace

from linkage.engine.making import Item, Made


def named_late(item: Made) -> Made:
    """
    The item, its table being a name for its query, which is worked out where the release is written, once.

    For large tables that no step reads: to write and to pack them here, and to read them again, would cost more than
    the query. Its rows are held to their contract by the release, and what it reads must outlast the step.
    """
    return replace(item, late=True)


def late_items(items: Iterable[Item]) -> tuple[Made, ...]:
    """Those of the items that are names: they have no rows to count or to keep, and are given anew at no cost."""
    return tuple(item for item in items if isinstance(item, Made) and item.late)
