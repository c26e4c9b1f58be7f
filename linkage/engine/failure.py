"""Database errors: their text quotes the data, so only what was being done is told."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from linkage.errors import LinkageError, ResourceError

FULL_DISK = ("no space left", "disk space", "max_temp_directory_size")
"""What DuckDB says, whatever the kind of error, when the disk or the room to spill is full."""


@contextmanager
def told_without_values(doing: str, *, unsafe_debug: bool) -> Iterator[None]:
    """Replace a database error, whose text quotes the data, by one that names only what was being done."""
    try:
        yield
    except (duckdb.Error, OSError) as problem:
        if unsafe_debug:
            raise
        raise without_values(problem, doing) from None


def without_values(problem: duckdb.Error | OSError, doing: str) -> BaseException:
    """What a database error comes to, without its text."""
    match problem:
        case duckdb.InterruptException():
            return KeyboardInterrupt()
        case duckdb.OutOfMemoryException():
            return ResourceError(
                f"out of memory while {doing}; raise [duckdb] memory_limit or give [duckdb] spill more room"
            )
        case OSError() if problem.errno == errno.ENOSPC:
            return ResourceError(f"the disk filled up while {doing}; free some space and run again")
        case duckdb.Error() if any(sign in str(problem).lower() for sign in FULL_DISK):
            return ResourceError(f"the disk filled up while {doing}; free some space and run again")
        case duckdb.IOException() | OSError():
            return ResourceError(
                f"a file could not be read or written while {doing}; look at the disk and run again"
            )
        case _:
            return LinkageError(
                f"the database refused ({type(problem).__name__}) while {doing}; "
                "this is a fault in the program, please report it with this line"
            )
