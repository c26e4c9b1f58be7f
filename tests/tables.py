"""Tables drawn as text, so that a test shows the rows it speaks of."""

from collections.abc import Mapping
from textwrap import dedent

Row = Mapping[str, object]
"""One drawn row: every value is a text, or None for a blank cell."""

SEPARATOR = "|"


def rows(drawn: str) -> list[Row]:
    """
    The rows of a drawn table, by column name; a blank cell is None. ValueError when the drawing is askew.

        event | rank
        ------+-----
        1     | 1A
        2     |
    """
    lines = [line.rstrip() for line in dedent(drawn).splitlines() if line.strip()]
    if len(lines) < 2 or not is_rule(lines[1]):
        raise ValueError("draw the names of the columns, a line of dashes, then the rows")
    names = cells(lines[0])
    if not all(names) or len(set(names)) < len(names):
        raise ValueError("every column needs a name of its own")
    if lines[1].count("+") != len(names) - 1:
        raise ValueError("the line of dashes does not have the columns of the line above it")
    return [row(line, names) for line in lines[2:]]


def row(line: str, names: list[str | None]) -> Row:
    """One drawn row by column name; cells that its end leaves out are blank."""
    drawn = cells(line)
    if len(drawn) > len(names):
        raise ValueError(f"more cells than columns in the row: {line.strip()}")
    drawn += [None] * (len(names) - len(drawn))
    return {str(name): cell for name, cell in zip(names, drawn, strict=True)}


def cells(line: str) -> list[str | None]:
    """The cells of a line without the white space around them; None for a blank one."""
    return [cell.strip() or None for cell in line.split(SEPARATOR)]


def is_rule(line: str) -> bool:
    """Whether a line is the one of dashes under the names."""
    return set(line.strip()) <= {"-", "+"}
