"""floor.sql on a country, with compressed files and the memory limit of the job; for a process of its own."""

import shutil
import time
from pathlib import Path

import duckdb

from benchmarks.floor.script import sections
from benchmarks.national.measured import Spent, Watch, watched
from benchmarks.spent import cpu_seconds


def run(world: Path, out: Path, month: str, memory_limit: str) -> list[Spent]:
    """What each section spends, the whole as the last with the events it linked; raises what it does not survive."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    connection = duckdb.connect(str(out / "floor.duckdb"))
    connection.execute("set preserve_insertion_order = false")
    connection.execute(f"set memory_limit = '{memory_limit}'")
    spill = out / "spill"
    connection.execute(f"set temp_directory = '{spill}'")
    watch, told = Watch(lambda: spill), list[Spent]()
    watch.start()
    cpu, began = cpu_seconds(), time.monotonic()
    for name, statements in sections(world, month, out).items():
        spent: Spent = {"name": name}
        with watched(watch, spent):
            for statement in statements:
                connection.execute(compressed(statement))
        told.append(spent)
    whole = {"cpu": cpu_seconds() - cpu, "seconds": time.monotonic() - began}
    linked = connection.execute("select count(person) from links").fetchall()[0][0]
    connection.close()
    watch.end()
    peaks = {"peak_bytes": watch.whole.memory, "spill_bytes": watch.whole.spill}
    return [*told, {"name": "whole", **whole, **peaks, "linked": linked}]


def compressed(statement: str) -> str:
    """The statement over compressed files."""
    return statement.replace(".csv'", ".csv.gz'").replace(".txt'", ".txt.gz'")
