"""The most memory of a process is its own, not that of a larger one which started it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from linkage.engine.peak_memory import STATUS, peak_memory_bytes

ASKED = "from linkage.engine.peak_memory import peak_memory_bytes; print(peak_memory_bytes())"
HELD = 300_000_000


@pytest.mark.skipif(not STATUS.exists(), reason="the system does not tell it")
def test_what_the_parent_held_is_not_counted() -> None:
    """A child of a process that holds 300 MB holds far less."""
    parent = f"""
import json, subprocess, sys
from linkage.engine.peak_memory import peak_memory_bytes
held = bytearray({HELD})
child = subprocess.run([sys.executable, "-c", {ASKED!r}], capture_output=True, text=True, check=True)
print(json.dumps([peak_memory_bytes(), int(child.stdout)]))
"""
    told = subprocess.run([sys.executable, "-c", parent], capture_output=True, text=True, check=True)
    of_parent, of_child = json.loads(told.stdout)

    assert of_child < HELD < of_parent


def test_the_line_of_the_system_is_read(tmp_path: Path) -> None:
    """In kibibytes; without it there is another number."""
    status = tmp_path / "status"
    status.write_text("VmPeak:\t  9 kB\nVmHWM:\t    7 kB\n")

    assert peak_memory_bytes(status) == 7 * 1024
    assert peak_memory_bytes(tmp_path / "none") > HELD // 100
