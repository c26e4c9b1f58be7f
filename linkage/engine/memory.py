"""How much memory there is, and how much of it a database takes: what is set, else what its work asks for."""

import math
import os
from pathlib import Path

from linkage.engine.control_groups import System, limited_groups, lines_of

UNIT_BYTES = {"KB": 10**3, "MB": 10**6, "GB": 10**9, "KiB": 2**10, "MiB": 2**20, "GiB": 2**30}
"""The units of [duckdb] memory_limit."""

DEFAULT_SHARE = 0.5
"""Of the memory there is, a database without a limit of its own takes no more than this share: the rest is for what
Python and Arrow hold, for other programs, and for the files that the system keeps at hand."""

DEFAULT_LEAST = 2.0e9
DEFAULT_TIMES = 1.2
"""Nor more than so many GB times the root of the GB of text that it reads, with the first as the least: what sorts and
joins in two passes needs memory as the root of its rows, and more makes nothing faster. Measured at 15 million hospital
records: 253 s of CPU with 1.5 GB, 356 s without a limit. The least is for small months of which many records share
their values."""

THREAD_BYTES = 0.25e9
"""What each thread needs at the least: with many of them the limit is no smaller than that."""


def memory_limit(setting: str | None) -> int | None:
    """[duckdb] memory_limit, such as 16GB or 1.5 GiB, in bytes."""
    if setting is None:
        return None
    number = setting.rstrip("KMGiB ")
    return int(float(number) * UNIT_BYTES[setting.removeprefix(number).strip()])


def default_limit(text_bytes: int = 0, threads: int | None = None, system: System | None = None) -> int:
    """Bytes that a database takes which reads so many bytes of text, on this machine and in its control group."""
    wanted = max(
        DEFAULT_LEAST,
        DEFAULT_TIMES * 1e9 * math.sqrt(text_bytes / 1e9),
        THREAD_BYTES * (threads or processors()),
    )
    return min(int(wanted), most_by_default(system))


def most_by_default(system: System | None = None) -> int:
    """Bytes that no database takes more of without a setting."""
    return int(DEFAULT_SHARE * memory_bytes(system))


def limit_in_force(
    setting: str | None, text_bytes: int = 0, threads: int | None = None, system: System | None = None
) -> int:
    """Bytes that a database may hold: the setting, or the default."""
    return memory_limit(setting) or default_limit(text_bytes, threads, system)


def session_limit(text_bytes: int, threads: int | None, spill: Path | None) -> str:
    """
    The default as DuckDB takes it, in whole KiB.

    A session that cannot spill, which a byte too much would end, has the most there is by default.
    """
    limit = default_limit(text_bytes, threads) if spill else most_by_default()
    return f"{max(1, limit // 2**10)}KiB"


def memory_bytes(system: System | None = None) -> int:
    """Memory of the machine, or of the least control group (container, job, service) that this program runs in."""
    limits = [group.limit for group in limited_groups(system)]
    return min((machine_bytes(system), *limits))


def machine_bytes(system: System | None = None) -> int:
    """Memory of the machine."""
    told = _told_of_memory(system).get("MemTotal")
    return told if told is not None else os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def free_memory(system: System | None = None) -> int:
    """Memory that is free, or can be made free at once; where the system does not say, all there is."""
    groups = limited_groups(system)
    machine = _told_of_memory(system).get("MemAvailable", machine_bytes(system))
    return min((machine, *(group.free for group in groups)))


def processors() -> int:
    """Processors that this program may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _told_of_memory(system: System | None) -> dict[str, int]:
    """Bytes by name, as the kernel tells of the machine."""
    told = {}
    for line in lines_of((system or System()).memory):
        name, _, rest = line.partition(":")
        number = rest.split()
        if number and number[0].isdigit():
            told[name] = int(number[0]) * 1024
    return told
