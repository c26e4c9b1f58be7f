"""One file read into its raw table; for a process of its own."""

import resource
from pathlib import Path

from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.steps.inputs.read import read_inputs
from linkage.steps.inputs.source import Source

MEMORY = "128MB"
"""What the database may have."""
KIBIBYTE = 1 << 10


def read(path: str, layout: str) -> dict[str, int]:
    """Read one file in this process; its accepted rows, and the most memory (bytes) it ever had."""
    file = Path(path)
    database = file.with_suffix(f".{layout}.duckdb")
    engine = DuckDBEngine(Session(folders=(file.parent,), database=database, memory_limit=MEMORY, threads=1))
    try:
        read_inputs(engine, [Source("did", (file,), ",", {}, None, (), file.parent, layout=layout)])
        rows = engine.count("select count(*) from did_raw")
    finally:
        engine.close()
        database.unlink()
    return {"rows": rows, "bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KIBIBYTE}
