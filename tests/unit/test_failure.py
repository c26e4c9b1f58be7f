"""Database errors become errors of ours: the kind is kept, the text, which quotes data, is not."""

import errno

import duckdb
import pytest

from linkage.engine.failure import without_values
from linkage.errors import LinkageError, ResourceError

FULL = "No space left on device"


@pytest.mark.parametrize(
    ("problem", "kind", "told"),
    [
        (duckdb.IOException(f'Could not write file "secret": {FULL}'), ResourceError, "the disk filled up"),
        (
            duckdb.TransactionException(f"Failed to commit: secret: {FULL}"),
            ResourceError,
            "the disk filled up",
        ),
        (
            duckdb.FatalException(f"database has been invalidated: secret: {FULL}"),
            ResourceError,
            "the disk filled up",
        ),
        (OSError(errno.ENOSPC, "secret"), ResourceError, "the disk filled up"),
        (duckdb.OutOfMemoryException("secret"), ResourceError, "memory_limit"),
        (duckdb.IOException("secret"), ResourceError, "look at the disk"),
        (duckdb.ConversionException("secret"), LinkageError, "ConversionException"),
        (duckdb.FatalException("secret"), LinkageError, "FatalException"),
    ],
)
def test_the_kind_is_kept_and_the_text_is_not(
    problem: Exception, kind: type[LinkageError], told: str
) -> None:
    found = without_values(problem, "making table x")

    assert type(found) is kind
    assert told in str(found) and "making table x" in str(found)
    assert "secret" not in str(found)
