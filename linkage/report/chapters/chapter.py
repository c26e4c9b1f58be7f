"""What a page consists of: chapters of words, lists, tables and drawings, in the order in which they are read."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from linkage.report.table import ShownTable


@dataclass(frozen=True)
class Words:
    """A paragraph."""

    text: str


@dataclass(frozen=True)
class Items:
    """A list of sentences."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Terms:
    """Words with what they mean."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Drawing:
    """A static drawing, what it says in one line, and its numbers as a table right below it."""

    svg: Markup
    reading: str
    table: ShownTable


Block = Words | Items | Terms | ShownTable | Drawing


@dataclass(frozen=True)
class Chapter:
    """A heading with what stands below it; `anchor` is its place in an address."""

    anchor: str
    title: str
    blocks: tuple[Block, ...]

    def tables(self) -> Iterator[ShownTable]:
        """Every table of the chapter, those of drawings too."""
        for block in self.blocks:
            match block:
                case ShownTable():
                    yield block
                case Drawing():
                    yield block.table
                case _:
                    pass
