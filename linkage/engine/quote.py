"""The only place that puts a name or a text into SQL."""

import re
from collections.abc import Iterable

IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,62}")


def identifier(name: str) -> str:
    """`name` as a quoted SQL identifier; ValueError unless it is a plain word."""
    if not IDENTIFIER.fullmatch(name):
        raise ValueError("not a plain identifier: letters, digits and underscores, at most 63")
    return f'"{name}"'


def column(name: str) -> str:
    """The name of a column that is there, whatever it is written with, as a quoted SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """`text` as a SQL string literal. For file paths and codes of validated settings, never for data."""
    if "\x00" in text:
        raise ValueError("a text for SQL may not hold a NUL")
    return "'" + text.replace("'", "''") + "'"


def one_of(column: str, codes: Iterable[str]) -> str:
    """Whether a column holds one of the codes of a setting; a missing code is none of them."""
    listed = ", ".join(literal(code) for code in codes)
    return f"coalesce({column} in ({listed}), false)" if listed else "false"
