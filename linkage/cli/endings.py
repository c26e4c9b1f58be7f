"""Every error as an exit code and one line that shows no value."""

import errno
import os

from linkage.errors import ConfigError, LinkageError, ResourceError

DISK_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
BAD_PATH = (errno.ENAMETOOLONG, errno.ELOOP, errno.ENOTDIR, errno.EISDIR)
MEMORY_SIGNS = ("cannot allocate memory", "failed to map segment", "can't start new thread", "out of memory")
"""What errors say that are no MemoryError, when there is no memory for a library or a thread."""
DATABASE = ("IOException", "OutOfMemoryException")
"""Errors of the database that are the machine's, where none of its callers reported them."""
LONGEST = 1_000
"""Characters of a path that are shown."""
NEXT = "the last release is as it was"


def ending_of(problem: BaseException) -> tuple[int, str]:
    """The code and the line of an error that reached the command line."""
    if isinstance(problem, LinkageError):
        return problem.exit_code, f"error: {problem}"
    if isinstance(problem, OSError) and problem.errno is not None:
        return _of_machine(problem)
    said = str(problem).lower()
    if (
        isinstance(problem, MemoryError)
        or type(problem).__name__ in DATABASE
        or any(sign in said for sign in MEMORY_SIGNS)
    ):
        return ResourceError.exit_code, f"error: memory or disk ran out; free some and run again, {NEXT}"
    if "symlink loop" in said:
        return ConfigError.exit_code, f"error: a path leads in a circle of links; correct it, {NEXT}"
    if isinstance(problem, ImportError):
        return LinkageError.exit_code, (
            f"error: the library {problem.name or '(not named)'} cannot be loaded, so the program is not whole; "
            "install it again with the lock file in requirements/"
        )
    return LinkageError.exit_code, (
        f"error: unexpected {type(problem).__name__}; {NEXT}. Please report it; "
        "--unsafe-debug shows more, on a machine where the data may be seen"
    )


def _of_machine(problem: OSError) -> tuple[int, str]:
    """What the operating system refused; only a path and its own words are shown."""
    number = problem.errno or 0
    place = os.fsdecode(problem.filename) if isinstance(problem.filename, str | bytes | os.PathLike) else ""
    where = f" ({place if place.isprintable() and len(place) <= LONGEST else 'a path'})" if place else ""
    if number in DISK_FULL:
        return ResourceError.exit_code, (
            f"error: memory or disk ran out, or a file may not grow so long{where}; free some or raise the limit and "
            f"run again, {NEXT}"
        )
    if number in BAD_PATH:
        return ConfigError.exit_code, f"error: {os.strerror(number).lower()}{where}; correct the path, {NEXT}"
    return ResourceError.exit_code, (
        f"error: the machine refused: {os.strerror(number).lower()}{where}; look at the permissions and the disk there "
        f"and run again, {NEXT}"
    )
