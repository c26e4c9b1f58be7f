"""A file as `linkage inspect` shows it."""

from collections.abc import Mapping
from dataclasses import dataclass

from linkage.commands.inspect.field_counts import FieldCounts


@dataclass(frozen=True)
class Inspected:
    """A file as `linkage inspect` shows it."""

    path: str
    problem: str | None
    """Why no layout reads it, and what to do; None when one does."""
    layout: str | None = None
    meaning: str = ""
    compressed: bool = False
    delimiter: str = ""
    """In words; the kind of file where it has none: Parquet, XML, JSON."""
    encoding: str = "UTF-8"
    has_header: bool = False
    rows: int = 0
    """Rows looked at."""
    unread: int = 0
    """Of these, rows whose fields cannot be told apart, or which are not UTF-8."""
    is_all: bool = False
    """Whether that are all rows of the file."""
    fields: tuple[FieldCounts, ...] = ()
    names: Mapping[str, str] | None = None
    """Our name of each column -> its name in the layout."""
    missing: tuple[str, ...] = ()
    """Columns of the layout that it does not have."""
    unknown: tuple[str, ...] = ()
    """Names in its header that no column of the layout has."""
    told: tuple[str, ...] = ()
    job: tuple[str, ...] = ()
    """The lines of a job file that would read it."""
