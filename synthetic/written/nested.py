"""Text files whose rows are no lines of columns: what a line is made of, and what stands around the lines."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from linkage.engine.duckdb import DuckDBEngine
from linkage.engine.failure import told_without_values
from linkage.engine.quote import identifier

from .delimited import copy_out
from .layout import Layout

UNUSED = "\x02"
"""A character that no value has, so that DuckDB quotes nothing."""


@dataclass(frozen=True)
class Nested:
    """A file whose lines are made of the columns of a layout."""

    of: Layout
    line: str
    """An expression over the columns of `of`."""
    begins: str = ""
    ends: str = ""


def write_nested(engine: DuckDBEngine, nested: Nested, target: Path) -> int:
    """Write one file, LF, and give its number of rows."""
    columns = ", ".join(f"{filled} as {identifier(name)}" for name, filled in nested.of.columns.items())
    rows = f"select {columns} from {nested.of.source} order by {nested.of.order}"
    lines = target.with_name(f".{target.name}.lines")
    with told_without_values(f"writing {target.name}", unsafe_debug=engine.session.unsafe_debug):
        options = f"format csv, delimiter '{UNUSED}', header false, quote '', escape ''"
        written = copy_out(engine, f"select {nested.line} as line from ({rows}) as sent", lines, options)
    with target.open("wb") as whole, lines.open("rb") as made:
        whole.write(nested.begins.encode())
        shutil.copyfileobj(made, whole)
        whole.write(nested.ends.encode())
    lines.unlink()
    return written


def text(column: str) -> str:
    """A column as text."""
    return f"cast({identifier(column)} as varchar)"
