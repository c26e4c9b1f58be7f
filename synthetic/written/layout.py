"""The layout of one text file: its columns, the rows that fill them, and their order."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Layout:
    """One file as it is written: LF, unquoted, blank for null."""

    columns: Mapping[str, str]
    """Each name with the expression that fills it."""
    source: str
    """What follows `from`."""
    order: str
    """What follows `order by`."""
    delimiter: str = ","
    header: bool = True
