"""How much disk and memory a month takes, by rules of thumb from measured runs, beside what the machine has."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from linkage.config.job import Job
from linkage.engine.memory import free_memory, limit_in_force
from linkage.steps.inputs.source import Source

DISK_TIMES = 1.5
"""Working tables and release, times the size of the input files (text). Measured: 1.0 to 1.2 times at
50,000 to 500,000 people, 0.92 GB for 0.96 GB of files at a million; the rest is to spare."""

COMPRESSED_TIMES = 6.0
"""How much larger text is than its .gz or Parquet form."""

MEMORY_BASE = 0.4e9
MEMORY_TIMES = 1.8
"""Peak memory: so much, and so many times the input files, as far as the memory limit allows; the rest spills.
Measured: 1.14 GB for 0.48 GB of files at 500,000 people, 1.96 GB for 0.96 GB at a million."""


@dataclass(frozen=True)
class Need:
    """What a run wants of something, and what of it is free now; bytes."""

    of: str
    """memory or disk."""
    wanted: int
    free: int
    advice: str
    """What to do when it is short."""

    @property
    def is_short(self) -> bool:
        """Whether there is less than wanted."""
        return self.free < self.wanted


def needs(job: Job, sources: Sequence[Source]) -> tuple[Need, Need]:
    """Memory and disk that a run of `job` wants, beside what is free."""
    return (
        Need(
            "memory",
            memory_needed(job, sources),
            free_memory(),
            "end other programs, or set [duckdb] memory_limit: a run with less memory spills and takes longer",
        ),
        Need(
            "disk",
            disk_needed(sources),
            free_disk(nearest(job.output)),
            "free some space, or name another disk under [job] output or [duckdb] spill",
        ),
    )


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


def memory_needed(job: Job, sources: Sequence[Source]) -> int:
    """Bytes of memory that a run takes if it may: never much more than the database's limit."""
    return int(MEMORY_BASE + min(input_bytes(sources) * MEMORY_TIMES, database_limit(job, sources)))


def database_limit(job: Job, sources: Sequence[Source]) -> int:
    """Bytes that the database of a run may hold: [duckdb] memory_limit, or the default for files so large."""
    return limit_in_force(job.duckdb.memory_limit, input_bytes(sources), job.duckdb.threads)


def free_disk(folder: Path) -> int:
    """Free bytes of the disk that holds `folder`."""
    return shutil.disk_usage(folder).free


def nearest(folder: Path) -> Path:
    """The folder itself, or the nearest one above it that is there."""
    return next(place for place in (folder, *folder.parents) if place.exists())
