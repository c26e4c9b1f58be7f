"""The most memory that this process has held."""

from pathlib import Path

STATUS = Path("/proc/self/status")
KIBIBYTE = 1024


def peak_bytes() -> int:
    """
    Since the process began its program.

    Not `ru_maxrss`: what the parent held when it started this process is counted there too.
    """
    for line in STATUS.read_text("ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * KIBIBYTE
    return 0
