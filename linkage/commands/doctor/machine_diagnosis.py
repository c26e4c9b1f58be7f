"""What a machine lacks: interpreter, libraries, database, clock, memory and the folder for passing files."""

import os
import re
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path

import linkage
from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.errors import ConfigError, IntegrityError, LinkageError
from linkage.session.finding import Finding, Warned, look
from linkage.session.folder_trial import trial_folder
from linkage.session.footprint import free_disk, free_memory, memory_bytes
from linkage.session.surroundings import Surroundings

PACKAGE = "hes-did-linkage"
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^;\s]+)\s*$")
LEAST_PYTHON = (3, 11)
LEAST_MEMORY = 4 * 2**30
"""Bytes; a national month has been done in six times as much."""
LEAST_DISK = 2**30
"""Bytes; the smallest month of interest."""
FIRST_DAY = datetime(2026, 1, 1, tzinfo=UTC)
"""Before the first version of this program: a clock that shows less is wrong."""


def of_machine(around: Surroundings) -> Iterator[Finding]:
    """Everything that needs no job file."""
    yield look("Python", python_version)
    yield look("libraries", libraries)
    yield look("database", database)
    yield look("clock", lambda: clock(around.now()))
    yield look("memory", memory)
    yield look("temporary files", temporary)


def python_version() -> str:
    """Python 3.11 or later."""
    if sys.version_info < LEAST_PYTHON:
        raise ConfigError(f"Python {sys.version.split()[0]} is too old: install 3.11 or later")
    return sys.version.split()[0]


def libraries() -> str:
    """The libraries, at exactly the versions this program was tested with."""
    pinned = pins()
    if not pinned:
        raise Warned("the pinned versions are not known: install the program as its README says")
    found = {name: installed(name) for name in pinned}
    missing = [name for name, there in found.items() if there is None]
    if missing:
        raise ConfigError(f"not installed: {', '.join(missing)}; install with the lock file in requirements/")
    others = [
        f"{name} {there} instead of {pinned[name]}" for name, there in found.items() if there != pinned[name]
    ]
    if others:
        raise Warned(f"{', '.join(others)}: results may differ; install with the lock file in requirements/")
    return f"{len(pinned)} at their pinned versions"


def pins() -> dict[str, str]:
    """Exact versions by library, from the installed program or the checkout it runs from; empty from neither."""
    try:
        lines = distribution(PACKAGE).requires or []
    except PackageNotFoundError:
        checkout = Path(linkage.__file__).parents[1] / "pyproject.toml"
        if not checkout.is_file():
            return {}
        lines = tomllib.loads(checkout.read_text("utf-8"))["project"]["dependencies"]
    return {match[1]: match[2] for line in lines if (match := PIN.match(line))}


def installed(name: str) -> str | None:
    """The version that is installed, or None."""
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def database() -> str:
    """The database opens, computes, and reaches no file outside its folders."""
    try:
        engine = DuckDBEngine(Session())
    except Exception as problem:  # noqa: BLE001 - whatever keeps it from opening
        raise ConfigError(
            f"DuckDB does not open ({type(problem).__name__}); install it again with the lock file in requirements/"
        ) from None
    try:
        engine.scalar("select 1")
        try:
            engine.scalar(f"select count(*) from read_text('{Path(__file__).as_posix()}')")
        except LinkageError:
            return f"DuckDB {version('duckdb')} opens and is locked down"
        raise IntegrityError("DuckDB reads outside its folders; do not use this installation")
    finally:
        engine.close()


def clock(now: datetime) -> str:
    """The time of day, which releases are stamped with."""
    if now < FIRST_DAY:
        raise Warned(
            f"shows {now:%Y-%m-%d}, before this program was made: set it, or releases bear wrong times"
        )
    return f"{now:%Y-%m-%d %H:%M} UTC"


def memory() -> str:
    """Memory and processors."""
    told = (
        f"{memory_bytes() / 2**30:.1f} GiB, {free_memory() / 2**30:.1f} GiB of it free, "
        f"{os.cpu_count()} processors"
    )
    if free_memory() < LEAST_MEMORY:
        raise Warned(
            f"{told}: a month will spill and take longer; end other programs or use a larger machine"
        )
    return told


def temporary() -> str:
    """The folder for passing files can be written to."""
    place = Path(tempfile.gettempdir())
    with trial_folder(place) as trial:
        (trial / "file").write_bytes(b"0")
    if free_disk(place) < LEAST_DISK:
        raise Warned(f"{place} has {free_disk(place) / 1e6:,.0f} MB free; free some space there")
    return f"{place} can be written to, {free_disk(place) / 1e9:,.1f} GB free"
