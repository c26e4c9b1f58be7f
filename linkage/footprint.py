"""How much disk and memory a month takes: rules of thumb from measured runs."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from linkage.inputs.source import Source

DISK_TIMES = 1.5
"""Working tables and release, times the size of the input files (text). Measured: 0.92 GB for 0.96 GB of files at
a million people; half as much again to spare."""

COMPRESSED_TIMES = 6.0
"""How much larger text is than its .gz or Parquet form."""

MEMORY_BASE = 0.4e9
MEMORY_TIMES = 1.8
"""Peak memory: so much, and so many times the input files, as far as the memory limit allows; the rest spills.
Measured: 1.96 GB for 0.96 GB of files at a million people."""

DATABASE_SHARE = 0.8
"""DuckDB's own limit without [duckdb] memory_limit: this share of the machine's memory."""


def input_bytes(sources: Sequence[Source]) -> int:
    """Size of all input files, compressed ones counted as text."""
    return sum(
        int(file.stat().st_size * (COMPRESSED_TIMES if file.suffix in (".gz", ".parquet") else 1))
        for source in sources
        for file in source.files
    )


def disk_needed(sources: Sequence[Source]) -> int:
    """Bytes of disk that a run takes at the most."""
    return int(input_bytes(sources) * DISK_TIMES)


def memory_needed(sources: Sequence[Source]) -> int:
    """Bytes of memory that a run takes if it may."""
    return int(min(MEMORY_BASE + input_bytes(sources) * MEMORY_TIMES, memory_bytes() * DATABASE_SHARE))


def memory_bytes() -> int:
    """Memory of the machine."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def free_disk(folder: Path) -> int:
    """Free bytes of the disk that holds `folder`."""
    return shutil.disk_usage(folder).free
