"""How much disk and memory a month takes, by rules of thumb from measured runs, beside what the machine has."""

import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from linkage.config.job import Job
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

DATABASE_SHARE = 0.8
"""DuckDB's own limit without [duckdb] memory_limit: this share of the machine's memory."""

UNIT_BYTES = {"KB": 10**3, "MB": 10**6, "GB": 10**9, "KiB": 2**10, "MiB": 2**20, "GiB": 2**30}
"""The units of [duckdb] memory_limit."""

CONTROL_GROUP = Path("/sys/fs/cgroup")
MEMORY_INFO = Path("/proc/meminfo")


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
    limit = memory_limit(job.duckdb.memory_limit) or memory_bytes() * DATABASE_SHARE
    return int(min(MEMORY_BASE + input_bytes(sources) * MEMORY_TIMES, MEMORY_BASE + limit))


def memory_limit(setting: str | None) -> int | None:
    """[duckdb] memory_limit, such as 16GB or 1.5 GiB, in bytes."""
    if setting is None:
        return None
    number = setting.rstrip("KMGiB ")
    return int(float(number) * UNIT_BYTES[setting.removeprefix(number).strip()])


def memory_bytes() -> int:
    """Memory of the machine, or of the control group (container) that this program runs in."""
    whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    limit = _number_in(CONTROL_GROUP / "memory.max")
    return min(whole, limit) if limit is not None else whole


def free_memory() -> int:
    """Memory that is free, or can be made free at once; where the system does not say, all there is."""
    free = memory_bytes()
    with suppress(OSError, ValueError, IndexError):
        available = next(
            line for line in MEMORY_INFO.read_text("ascii").splitlines() if "MemAvailable" in line
        )
        free = min(free, int(available.split()[1]) * 1024)
    limit, used = _number_in(CONTROL_GROUP / "memory.max"), _number_in(CONTROL_GROUP / "memory.current")
    return free if limit is None or used is None else max(0, min(free, limit - used))


def free_disk(folder: Path) -> int:
    """Free bytes of the disk that holds `folder`."""
    return shutil.disk_usage(folder).free


def nearest(folder: Path) -> Path:
    """The folder itself, or the nearest one above it that is there."""
    return next(place for place in (folder, *folder.parents) if place.exists())


def _number_in(file: Path) -> int | None:
    try:
        return int(file.read_text("ascii"))
    except (OSError, ValueError):
        return None
