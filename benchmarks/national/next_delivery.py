"""Imaging files that came anew while every hospital file is as it was: what most months of a year are like."""

import gzip
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def came_anew(world: Path) -> Iterator[None]:
    """Each imaging file with its last row once more, so that it is read again; for a while, the old ones come back."""
    whole = {path: path.read_bytes() for path in sorted((world / "did").glob("*.csv.gz"))}
    try:
        for path, content in whole.items():
            replace(path, content + gzip.compress(last_line(content), 1, mtime=0))
        yield
    finally:
        for path, content in whole.items():
            replace(path, content)


def last_line(content: bytes) -> bytes:
    """The last line of a compressed text, its end included."""
    return gzip.decompress(content).splitlines(keepends=True)[-1]


def replace(path: Path, content: bytes) -> None:
    """Put a file in the place of another, never into it: one piece may be part of several countries."""
    beside = path.with_name(f".{path.name}.part")
    beside.write_bytes(content)
    os.replace(beside, path)  # noqa: PTH105
