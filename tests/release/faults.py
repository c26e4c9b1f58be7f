"""A disk that fails at the Nth change, and a process that dies there."""

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from linkage.engine.duckdb import DuckDBEngine
from linkage.errors import ResourceError

CHANGES = {
    "open", "write", "fsync", "ftruncate", "rename", "replace", "link", "symlink", "mkdir", "chmod", "unlink",
    "copyfile", "rmtree",
}  # fmt: skip


class Died(BaseException):
    """The process is gone: nothing it still does reaches the disk."""


class Faults:
    """Lets changes through until number `at`; that one fails, and when the process `dies` all later ones too."""

    def __init__(self, at: int, *, dies: bool) -> None:
        self.at = at
        self.dies = dies
        self.changes = 0

    @property
    def fired(self) -> bool:
        """Whether change number `at` was reached."""
        return self.changes >= self.at

    def change(self, half: Callable[[], object] | None = None) -> None:
        """One change is about to happen; `half` does part of it."""
        self.changes += 1
        if self.changes == self.at and half:
            half()
        if self.dies and self.fired:
            raise Died
        if self.changes == self.at:
            code = (errno.EIO, errno.ENOSPC, errno.EACCES)[self.at % 3]
            raise OSError(code, os.strerror(code))

    def over(self, module: ModuleType) -> "Shim":
        """`module` (os or shutil) with these faults in its changes."""
        return Shim(module, self)


class Shim:
    """A module whose changes may fail; everything else is the module's own."""

    def __init__(self, module: ModuleType, faults: Faults) -> None:
        self.module = module
        self.faults = faults

    def __getattr__(self, name: str) -> object:
        real = getattr(self.module, name)
        if name not in CHANGES:
            return real

        def call(*arguments: object, **options: object) -> object:
            half = None
            if name == "write":
                content = arguments[1]
                assert isinstance(content, bytes)
                half = lambda: real(arguments[0], content[: len(content) // 2])  # noqa: E731
            self.faults.change(half)
            return real(*arguments, **options)

        return call


class FaultyEngine:
    """An engine whose Parquet files count as changes; one that fails leaves half a file."""

    def __init__(self, engine: DuckDBEngine, faults: Faults) -> None:
        self.engine = engine
        self.faults = faults

    def write_parquet(self, query: str, target: Path) -> None:
        """See Engine."""
        try:
            self.faults.change(lambda: target.write_bytes(b"PAR1 and no more"))
        except OSError:
            raise ResourceError(
                "the disk filled up while writing a table; free some space and run again"
            ) from None
        self.engine.write_parquet(query, target)

    def __getattr__(self, name: str) -> object:
        return getattr(self.engine, name)


REAL = {"os": os, "shutil": shutil}
