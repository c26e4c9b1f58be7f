"""One run at a time in an output folder."""

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from linkage.errors import LockedError
from linkage.files import ending
from linkage.release import broken_run, disk
from linkage.release.layout import Layout

PATIENCE_SECONDS = 1.0
"""How long a second run waits for a first that is just ending."""


@contextmanager
def hold(layout: Layout) -> Iterator[None]:
    """
    Hold the output folder for this run, making it if need be; LockedError when another run has it.

    The lock is the operating system's: that of a process that died is free at once. Whatever is written
    while it is held, by the database too, is for the owner alone (umask 077). The note of who holds it
    outlives the lock and is only read by somebody who finds it taken.
    """
    layout.create()
    lock = FileLock(layout.state / "lock", timeout=PATIENCE_SECONDS, mode=disk.PRIVATE_FILE)
    owner = layout.state / "lock.owner"
    with disk.resource_errors(f"locking {layout.output}"):
        try:
            lock.acquire()
        except Timeout:
            raise LockedError(
                f"another run{_described(owner)} is at work in {layout.output}; wait for it to end and run "
                "again. If it died, its lock is already free: there is no file to delete"
            ) from None
    umask = os.umask(0o077)
    try:
        disk.write(owner, json.dumps({"pid": os.getpid(), "host": socket.gethostname()}).encode())
        with ending.cleared_by(lambda: broken_run.sweep_but_whole(layout)):
            yield
    finally:
        os.umask(umask)
        lock.release()


def _described(owner: Path) -> str:
    """Who holds the lock, as far as is known; the owner's note may be missing or half written."""
    try:
        noted = json.loads(owner.read_text("utf-8"))
        return f" (process {int(noted['pid'])} on {noted['host']})"
    except (OSError, ValueError, TypeError, KeyError):
        return ""
