"""What a machine lacks: the interpreter, the libraries, the database and the memory, each looked at."""

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Literal

from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.errors import IntegrityError, LinkageError
from linkage.footprint import memory_bytes

PACKAGE = "hes-did-linkage"
LEAST_MEMORY = 4 * 2**30
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^;\s]+)\s*$")


@dataclass(frozen=True)
class Finding:
    """One thing looked at."""

    name: str
    state: Literal["ok", "warning", "problem"]
    told: str
    exit_code: int = 0


def ok(name: str, told: str) -> Finding:
    """Nothing to do."""
    return Finding(name, "ok", told)


def warning(name: str, told: str) -> Finding:
    """A run would go on."""
    return Finding(name, "warning", told)


def problem(name: str, error: LinkageError) -> Finding:
    """A run would end with this error."""
    return Finding(name, "problem", str(error), error.exit_code)


def python_version() -> Finding:
    """Python 3.11 or later."""
    return ok("Python", sys.version.split()[0])


def libraries() -> Iterator[Finding]:
    """The libraries that decide results, at exactly the versions this program was tested with."""
    try:
        pins = [match.groups() for line in requires(PACKAGE) or () if (match := PIN.match(line))]
    except PackageNotFoundError:
        yield warning("libraries", "this program is not installed, so its pinned versions are not known")
        return
    others = [f"{name} {version(name)} instead of {pin}" for name, pin in pins if version(name) != pin]
    if others:
        yield warning(
            "libraries",
            f"{', '.join(others)}: results may differ; install with the lock file in requirements/",
        )
    else:
        yield ok("libraries", f"{len(pins)} at their pinned versions")


def database() -> Finding:
    """The database opens, computes, and reaches no file outside its folders."""
    engine = DuckDBEngine(Session())
    try:
        engine.scalar("select 1")
        try:
            engine.scalar(f"select count(*) from read_text('{Path(__file__).as_posix()}')")
        except LinkageError:
            return ok("database", f"DuckDB {version('duckdb')} opens and is locked down")
        return problem(
            "database", IntegrityError("DuckDB reads outside its folders; do not use this installation")
        )
    finally:
        engine.close()


def memory() -> Finding:
    """Memory and processors."""
    told = f"{memory_bytes() / 2**30:.0f} GiB, {os.cpu_count()} processors"
    return (
        ok("memory", told)
        if memory_bytes() >= LEAST_MEMORY
        else warning("memory", f"{told}: a month will spill")
    )
