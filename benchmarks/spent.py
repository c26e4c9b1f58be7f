"""What this process has spent: seconds of processor, and the most memory that it has held."""

import resource

from linkage.engine.peak_memory import peak_memory_bytes as peak_bytes

__all__ = ["cpu_seconds", "peak_bytes"]


def cpu_seconds(who: int = resource.RUSAGE_SELF) -> float:
    """Of all its threads so far, or of this one alone (RUSAGE_THREAD): user and system."""
    told = resource.getrusage(who)
    return told.ru_utime + told.ru_stime
