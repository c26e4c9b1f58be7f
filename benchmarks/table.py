"""Tables as Markdown, so that a figure can be pasted where it is kept, and the pages they are on."""

import sys
from collections.abc import Iterable, Sequence


def markdown(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table whose first column is text and whose others are numbers, already written as they should be."""
    lines = [header, ["---", *["---:"] * (len(header) - 1)], *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def span(low: float, high: float, digits: int = 2) -> str:
    """An interval of shares, in per cent."""
    return f"{low:.{digits}%}-{high:.{digits}%}"


def write(parts: Iterable[str]) -> None:
    """Print the parts of a page as they come, a blank line between two."""
    between = ""
    for part in parts:
        sys.stdout.write(f"{between}{part}\n")
        sys.stdout.flush()
        between = "\n"
