"""Text files from tables: one row a line, unquoted."""

from collections.abc import Mapping
from pathlib import Path

from linkage.engine.duckdb import DuckDBEngine
from linkage.engine.failure import told_without_values
from linkage.engine.quote import identifier, literal


def write_delimited(
    engine: DuckDBEngine,
    columns: Mapping[str, str],
    source: str,
    order: str,
    target: Path,
    *,
    delimiter: str,
    header: bool,
) -> int:
    """
    Write one text file and give its number of rows: LF, unquoted, blank for null, in the order of `order`.

    `columns` maps each name to the expression that fills it; `source` is what follows `from`.
    """
    listed = ", ".join(f"{expression} as {identifier(name)}" for name, expression in columns.items())
    options = f"format csv, delimiter {literal(delimiter)}, header {str(header).lower()}, quote '', escape ''"
    with told_without_values(f"writing {target.name}", unsafe_debug=engine.session.unsafe_debug):
        return copy_out(engine, f"select {listed} from {source} order by {order}", target, options)


def copy_out(engine: DuckDBEngine, query: str, target: Path, options: str) -> int:
    """Copy the rows of a query to a text file and give their number."""
    written = engine.connection.execute(f"copy ({query}) to {literal(str(target))} ({options})").fetchall()
    return int(written[0][0])
