"""One run at a time in an output folder."""

import json
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from linkage.errors import LockedError
from linkage.files import ending
from linkage.release import broken_run, disk
from linkage.release.layout import Layout

PATIENCE_SECONDS = 1.0
"""How long a second run waits for a first that is just ending."""
POLL_SECONDS = 0.25
"""How often it tries the lock meanwhile."""
LOOK_SECONDS = 10.0
"""Who waits on request looks so often whether it is still the same run that is waited for."""


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
    with disk.resource_errors(f"locking {layout.output}"):
        try:
            lock.acquire()
        except Timeout:
            raise LockedError(
                f"another run{described(layout)} is at work in {layout.output}; wait for it to end and run "
                "again, or give --wait. If it died, its lock is already free: there is no file to delete"
            ) from None
    umask = os.umask(0o077)
    try:
        disk.write(
            layout.state / "lock.owner",
            json.dumps({"pid": os.getpid(), "host": socket.gethostname()}).encode(),
        )
        with layout.home.held(layout), ending.cleared_by(lambda: broken_run.sweep_but_whole(layout)):
            yield
    finally:
        os.umask(umask)
        lock.release()


def wait_until_free(
    layout: Layout, wait_seconds: float, seconds: Callable[[], float], tell: Callable[[str], None]
) -> None:
    """
    Wait while another run holds the output, for so many seconds; afterwards it may be held again.

    `seconds` is a clock that only goes forward. Tells whom it waits for, again when that is another; LockedError when
    the time is over. Makes nothing where there is no folder yet.
    """
    until = seconds() + wait_seconds
    wait_for_folder(layout, until, wait_seconds, seconds, tell)
    layout.home.wait(layout, until, seconds, tell)


def wait_for_folder(
    layout: Layout,
    until: float,
    wait_seconds: float,
    seconds: Callable[[], float],
    tell: Callable[[str], None],
) -> None:
    """The same of the folder's own lock."""
    path, waited_for = layout.state / "lock", None
    if path.is_symlink() or not path.is_file():
        return  # there is nobody to wait for, or `hold` will say what is wrong
    lock = FileLock(path, mode=disk.PRIVATE_FILE)
    with disk.resource_errors(f"locking {layout.output}"):
        while True:
            left = until - seconds()
            try:
                lock.acquire(
                    timeout=max(min(left, LOOK_SECONDS if waited_for is not None else 0), 0),
                    poll_interval=POLL_SECONDS,
                )
            except Timeout:
                whom = described(layout)
                if left <= 0:
                    raise LockedError(
                        f"another run{whom} is still at work in {layout.output} after {wait_seconds:,.0f} seconds; "
                        "run again when it has ended, or wait longer"
                    ) from None
                if whom != waited_for:
                    tell(
                        f"another run{whom} is at work in {layout.output}; waiting for it to end, for {left:,.0f} "
                        "seconds at most"
                    )
                waited_for = whom
            else:
                lock.release()
                return


def described(layout: Layout) -> str:
    """Who holds the lock, as far as is known; the owner's note may be missing or half written."""
    try:
        noted = json.loads((layout.state / "lock.owner").read_text("utf-8"))
        return f" (process {int(noted['pid'])} on {noted['host']})"
    except (OSError, ValueError, TypeError, KeyError):
        return ""
