"""A section of the page: words, then tables and drawings under headings of their own."""

from dataclasses import dataclass

from markupsafe import Markup

from linkage.report.table import ShownTable


@dataclass(frozen=True)
class Part:
    """One thing in a section: a heading if it has one, a drawing, words, a table."""

    table: ShownTable | None = None
    heading: str = ""
    words: tuple[str, ...] = ()
    drawing: Markup | None = None


@dataclass(frozen=True)
class Section:
    """`name` is its place on the page."""

    name: str
    heading: str
    words: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
