"""lock: no other run is at work."""

import os

from filelock import FileLock, Timeout

from linkage.commands.doctor.check import Check, Subject
from linkage.commands.doctor.checks.job_file import CHECK as JOB_FILE
from linkage.errors import ResourceError
from linkage.release.layout import Layout
from linkage.session.finding import Warned


def is_locked(layout: Layout) -> bool:
    """Whether a run is at work."""
    path = layout.state / "lock"
    if not path.exists():
        return False
    if not os.access(path, os.R_OK | os.W_OK):
        raise ResourceError(
            f"{path} belongs to another user; run as that user, or name another output folder"
        )
    try:
        with FileLock(path, timeout=0):
            return False
    except Timeout:
        return True
    except OSError:
        raise ResourceError(f"{path} cannot be locked: it is a link, or no file; move it away") from None


def lock(subject: Subject) -> str:
    """One run at a time."""
    if is_locked(subject.layout):
        raise Warned("another run is at work; wait for it to end before the next")
    return "free"


CHECK = Check(name="lock", place=1700, meaning="No other run is at work.", look=lock, needs=(JOB_FILE,))
