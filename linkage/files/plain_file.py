"""Small files read whole, and written whole: never a pipe or a device, never more than they may hold, never half."""

import errno
import os
import stat
from pathlib import Path

from linkage.errors import ResourceError

MEGABYTE = 10**6
MOST_SETTINGS = MEGABYTE
"""Bytes of a job or rules file; the longest that ships has a hundredth of it."""
MOST_MODEL = 50 * MEGABYTE
"""Bytes of a model file; one has a thousandth of it."""
MOST_KEY = MEGABYTE
PIECE = 1 << 20


class NotPlainError(OSError):
    """What bears the name is no file that can be read to its end, or too long a one; `strerror` says which."""

    def __init__(self, why: str) -> None:
        """`why` is put in brackets or after a colon by whoever reports it."""
        super().__init__(errno.EINVAL, why)


def plain_bytes(path: Path, most: int | None = None) -> bytes:
    """
    The content of a file of at most `most` bytes. OSError when it cannot be read.

    NotPlainError, which is one, for a pipe, a device or too long a file: a pipe would be waited for, a device read for
    ever. A link is followed; what it leads to has to be a file.
    """
    try:
        opened = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except ValueError:
        raise NotPlainError("a NUL byte in its path") from None
    try:
        mode = os.fstat(opened).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not stat.S_ISREG(mode):
            raise NotPlainError("a pipe or a device, and no file")
        pieces, size = [], 0
        while piece := os.read(opened, PIECE):
            pieces.append(piece)
            size += len(piece)
            if most is not None and size > most:
                raise NotPlainError(f"longer than {most / MEGABYTE:,.0f} MB, which no such file is")
        return b"".join(pieces)
    finally:
        os.close(opened)


def plain_text(path: Path, most: int | None = None, *, errors: str = "strict") -> str:
    """The same as UTF-8 text, without a mark of its order; UnicodeDecodeError when it is none and `errors` strict."""
    return plain_bytes(path, most).decode("utf-8-sig", errors)


def put_text(path: Path, text: str) -> None:
    """
    Write a text file, whole or not at all, and the folders it lies in. ResourceError when that fails.

    What bore the name is replaced: the caller knows that it may be.
    """
    draft = path.with_name(f".{path.name}.draft")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.unlink(missing_ok=True)
        with draft.open("x", encoding="utf-8") as opened:
            opened.write(text)
            opened.flush()
            os.fsync(opened.fileno())
        draft.replace(path)
    except OSError as problem:
        raise ResourceError(
            f"{path} could not be written ({problem.strerror or type(problem).__name__}); look at the free space and "
            "the permissions there, or name another path"
        ) from None
