"""Database errors: their text quotes the data, so only what was being done is told."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
import pyarrow as pa

from linkage.errors import LinkageError, ResourceError

FULL_DISK = ("no space left", "disk space", "max_temp_directory_size", "file too large", "quota exceeded")
"""What DuckDB says, whatever the kind of error, when the disk or the room to spill is full."""
NO_MEMORY = ("out of memory", "cannot allocate memory", "malloc of size", "realloc of size", "bad_alloc")
"""The same, and what Arrow says, when memory is."""
NO_FILE = (
    "could not write",
    "could not read",
    "could not open",
    "cannot open file",
    "could not create",
    "could not remove",
    "could not truncate",
    "could not fsync",
    "input/output error",
    "too many open files",
    "read-only file system",
    "permission denied",
)
"""The same when a file refuses, though the kind of error is that of a transaction or of the whole database."""
DISK = "the disk filled up while {doing}, or a file may not grow so long; free some space and run again"
MEMORY = "out of memory while {doing}; raise [duckdb] memory_limit or give [duckdb] spill more room"
FILE = "a file could not be read or written while {doing}; look at the disk and run again"
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextmanager
def told_without_values(doing: str, *, unsafe_debug: bool) -> Iterator[None]:
    """Replace a database error, whose text quotes the data, by one that names only what was being done."""
    try:
        yield
    except (duckdb.Error, pa.ArrowException, MemoryError, OSError) as problem:
        if unsafe_debug:
            raise
        raise without_values(problem, doing) from None


def without_values(problem: Exception, doing: str) -> BaseException:
    """What a database error comes to, without its text."""
    if isinstance(problem, duckdb.InterruptException):
        return KeyboardInterrupt()
    if kind := of_machine(problem):
        return ResourceError(kind.format(doing=doing))
    return LinkageError(
        f"the database refused ({type(problem).__name__}) while {doing}; "
        "this is a fault in the program, please report it with this line"
    )


def of_machine(problem: Exception) -> str | None:
    """What to say when it is the machine that refuses; None for any other error."""
    said = "" if isinstance(problem, OSError) else str(problem).lower()
    if any(sign in said for sign in FULL_DISK) or getattr(problem, "errno", None) in FULL:
        return DISK
    if isinstance(problem, duckdb.OutOfMemoryException | MemoryError) or any(
        sign in said for sign in NO_MEMORY
    ):
        return MEMORY
    if isinstance(problem, duckdb.IOException | OSError) or any(sign in said for sign in NO_FILE):
        return FILE
    return None
