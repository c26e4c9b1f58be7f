"""One file read into its raw table; for a process of its own."""

from pathlib import Path

from benchmarks.spent import cpu_seconds, peak_bytes
from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.steps.inputs.read import read_inputs
from linkage.steps.inputs.source import Source

MEMORY = "128MB"
"""What the database may have."""


def read(path: str, layout: str) -> dict[str, float]:
    """Read one file in this process; its accepted rows, seconds of processor, and the most memory it ever had."""
    file = Path(path)
    database = file.with_suffix(f".{layout}.duckdb")
    engine = DuckDBEngine(Session(folders=(file.parent,), database=database, memory_limit=MEMORY, threads=1))
    try:
        read_inputs(engine, [Source("did", (file,), ",", {}, None, (), file.parent, layout=layout)])
        rows = engine.count("select count(*) from did_raw")
    finally:
        engine.close()
        for left in (database, database.with_name(f"{database.name}.wal")):
            left.unlink(missing_ok=True)
    return {"rows": rows, "cpu": cpu_seconds(), "bytes": peak_bytes()}
