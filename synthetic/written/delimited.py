"""Text files from tables: one row a line, unquoted."""

from pathlib import Path

from linkage.engine.duckdb import DuckDBEngine
from linkage.engine.failure import told_without_values
from linkage.engine.quote import identifier, literal

from .layout import Layout


def write_delimited(engine: DuckDBEngine, layout: Layout, target: Path) -> int:
    """Write one text file and give its number of rows."""
    columns = ", ".join(f"{filled} as {identifier(name)}" for name, filled in layout.columns.items())
    header = str(layout.header).lower()
    options = f"format csv, delimiter {literal(layout.delimiter)}, header {header}, quote '', escape ''"
    query = f"select {columns} from {layout.source} order by {layout.order}"
    with told_without_values(f"writing {target.name}", unsafe_debug=engine.session.unsafe_debug):
        return copy_out(engine, query, target, options)


def copy_out(engine: DuckDBEngine, query: str, target: Path, options: str) -> int:
    """Copy the rows of a query to a text file and give their number."""
    written = engine.connection.execute(f"copy ({query}) to {literal(str(target))} ({options})").fetchall()
    return int(written[0][0])
