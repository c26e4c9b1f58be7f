"""Where tests put their files: in memory, where there is room; on a disk they wait for it more than they compute."""

import os
import shutil
from collections.abc import MutableMapping
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 - pytest makes folders of its own there, for the user alone
ROOM = 2 * 1024**3
"""Bytes that have to be free there: the quick suite makes some 300 MB, and a container may have as little as 64 MB."""

SAYS_WHERE = ("PYTEST_DEBUG_TEMPROOT", "TMPDIR")
"""Either says where passing files go, and is heeded."""


def keep_in_memory(environment: MutableMapping[str, str]) -> None:
    """Let pytest and the workers it starts make their passing folders in memory, unless somebody says where."""
    if any(environment.get(name) for name in SAYS_WHERE) or not os.access(MEMORY, os.W_OK):
        return
    if shutil.disk_usage(MEMORY).free >= ROOM:
        environment["PYTEST_DEBUG_TEMPROOT"] = str(MEMORY)
