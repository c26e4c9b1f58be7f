"""Which start of the machine this is: what was written since, but not through to the disk, is there unless it ended."""

from pathlib import Path

BOOT = Path("/proc/sys/kernel/random/boot_id")


def machine_start() -> str | None:
    """A word for it, the same until the machine is started again; None where the system has none."""
    try:
        return BOOT.read_text("ascii").strip() or None
    except (OSError, ValueError):
        return None
