"""The most memory that this process has held, and not what held whoever started it."""

import resource
import sys
from pathlib import Path

STATUS = Path("/proc/self/status")
KIBIBYTE = 1024


def peak_memory_bytes(status: Path = STATUS) -> int:
    """
    Since the process began its program, where the system tells that; else as `ru_maxrss` has it.

    In `ru_maxrss` stands, on Linux, what the parent held when it started this process, if that was more.
    """
    try:
        lines = status.read_text("ascii").splitlines()
    except OSError:
        lines = []
    for line in lines:
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * KIBIBYTE
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * KIBIBYTE
