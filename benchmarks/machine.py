"""The machine and the versions that a figure was measured with."""

import os
import platform
from importlib.metadata import version
from pathlib import Path


def described() -> str:
    """One line: processor cores, memory, Python and the libraries that decide speed."""
    libraries = ", ".join(f"{name} {version(name)}" for name in ("duckdb", "splink", "pyarrow"))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores, {memory:.0f} GiB, {_processor()}; Python {platform.python_version()}, {libraries}"


def _processor() -> str:
    listed = Path("/proc/cpuinfo")
    if listed.exists():
        for line in listed.read_text("utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
