"""The files of a world read by the job, or by the first section of floor.sql; each for a process of its own."""

import resource
import shutil
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.floor.script import sections
from benchmarks.spent import cpu_seconds as cpu
from benchmarks.spent import peak_bytes
from linkage.cache.cache import Cache
from linkage.config.load import load_job
from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.session.sources import sources
from linkage.steps.inputs import read, read_file

THREADS = 2
TABLES = ("did_raw", "apc_raw", "op_raw", "ae_raw")
PARTS: dict[str, tuple[Any, str]] = {
    "digests": (read, "fingerprints"),
    "beginnings of files": (read, "plan_reading"),
    "values, looked at": (read_file, "read_values"),
    "keys across files": (read, "joined"),
}
"""What is told apart, each by the function that does it; the rest is lines into rows, and rows into the cache."""


def floor(world: str, out: str, month: str) -> dict[str, float]:
    """Seconds of processor of the floor: the same files into tables, and these tables into Parquet."""
    folder = _empty(out)
    began = cpu()
    connection = duckdb.connect(str(folder / "floor.duckdb"))
    connection.execute(f"set threads = {THREADS}")
    connection.execute("set preserve_insertion_order = false")
    for statement in sections(Path(world), month, folder)["inputs"]:
        connection.execute(statement)
    tables = cpu() - began
    for table in TABLES:
        connection.execute(f"copy {table} to '{folder}/{table}.parquet' (format parquet)")
    connection.close()
    shutil.rmtree(folder)
    return {"tables": tables, "whole": cpu() - began}


def job(world: str, out: str, *, packed: bool) -> dict[str, Any]:
    """Seconds of processor of the job, whole, of its main thread and by part, and the most memory in bytes."""
    folder = _empty(out)
    found = sources(load_job(Path(world) / "job.toml"))
    if packed:
        found = tuple(
            replace(source, files=tuple(map(gzipped, source.files))) if source.delimiter == "|" else source
            for source in found
        )
    spent = {name: _measured(module, function) for name, (module, function) in PARTS.items()}
    engine = DuckDBEngine(
        Session(folders=(Path(world), folder), database=folder / "tables.duckdb", threads=THREADS)
    )
    began, main = cpu(), cpu(resource.RUSAGE_THREAD)
    read.read_inputs(engine, found, None, Cache(folder / "cache", print), lambda _: None)
    whole, main = cpu() - began, cpu(resource.RUSAGE_THREAD) - main
    rows = engine.count("select sum(rows_read) from input_file")
    engine.close()
    shutil.rmtree(folder)
    parts = {name: told() for name, told in spent.items()}
    parts["lines into rows, and into the cache"] = whole - sum(parts.values())
    return {"whole": whole, "main": main, "parts": parts, "bytes": peak_bytes(), "rows": rows}


def gzipped(path: Path) -> Path:
    """The same file compressed, beside it; made once."""
    target = path.with_name(f"{path.name}.gz")
    if not target.exists():
        packing = zlib.compressobj(wbits=31)
        draft = target.with_suffix(".draft")
        with path.open("rb") as plain, draft.open("wb") as packed:
            while block := plain.read(1 << 22):
                packed.write(packing.compress(block))
            packed.write(packing.flush())
        draft.rename(target)
    return target


def _measured(module: Any, name: str) -> Callable[[], float]:  # noqa: ANN401 - a module
    """Have a function tell the seconds of processor that it takes, all calls together."""
    real, spent = getattr(module, name), [0.0]

    def measured(*given: object, **named: object) -> object:
        began = cpu()
        try:
            return real(*given, **named)
        finally:
            spent[0] += cpu() - began

    setattr(module, name, measured)
    return lambda: spent[0]


def _empty(out: str) -> Path:
    folder = Path(out).resolve()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
