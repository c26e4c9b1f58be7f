"""What this process has spent: seconds of processor, and the most memory that it has held."""

import resource
from pathlib import Path

STATUS = Path("/proc/self/status")
KIBIBYTE = 1024


def cpu_seconds(who: int = resource.RUSAGE_SELF) -> float:
    """Of all its threads so far, or of this one alone (RUSAGE_THREAD): user and system."""
    told = resource.getrusage(who)
    return told.ru_utime + told.ru_stime


def peak_bytes() -> int:
    """
    Since the process began its program.

    Not `ru_maxrss`: what the parent held when it started this process is counted there too.
    """
    for line in STATUS.read_text("ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * KIBIBYTE
    return 0
