"""A disk that fails at the Nth change, and a process that dies there."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from linkage.engine.arrow import PRIVATE
from linkage.engine.duckdb import DuckDBEngine
from linkage.errors import ResourceError

CHANGES = {
    "open", "write", "fsync", "ftruncate", "rename", "replace", "link", "symlink", "mkdir", "chmod", "unlink",
    "copyfile", "rmtree",
}  # fmt: skip


Memory = dict[object, object]
"""What an engine answered, by what it was asked."""


class Died(BaseException):
    """The process is gone: nothing it still does reaches the disk."""


class Faults:
    """Lets changes through until number `at`, which fails; when the process dies, so do all later ones."""

    def __init__(self, at: int, *, dies: bool) -> None:
        """`at` counts from 1; with `dies` the failure is a death, otherwise one of three system errors."""
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
        """`module` is os or shutil."""
        self.module = module
        self.faults = faults

    def __getattr__(self, name: str) -> object:
        """The module's `name`, counted when it is a change."""
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
            return None if name == "fsync" else real(*arguments, **options)  # nobody pulls the plug here

        return call


class FaultyEngine:
    """
    An engine whose Parquet files count as changes; one that fails leaves half a file.

    It asks the real engine each question once and remembers the answer: hundreds of runs take seconds.
    """

    def __init__(self, engine: DuckDBEngine, faults: Faults, memory: Memory) -> None:
        """`memory` is shared by the runs of one test."""
        self.engine = engine
        self.faults = faults
        self.memory = memory

    def write_parquet(self, query: str, target: Path) -> None:
        """See Engine."""
        target.touch(PRIVATE)
        try:
            self.faults.change(lambda: target.write_bytes(b"PAR1 and no more"))
        except OSError:
            raise ResourceError(
                "the disk filled up while writing a table; free some space, run again"
            ) from None
        if query not in self.memory:
            self.engine.write_parquet(query, target)
            self.memory[query] = target.read_bytes()
        content = self.memory[query]
        assert isinstance(content, bytes)
        target.write_bytes(content)

    def __getattr__(self, name: str) -> object:
        """The engine's `name`, remembered when it asks or makes something."""
        real = getattr(self.engine, name)
        if name not in {"rows", "scalar", "count", "create", "drop"}:
            return real

        def remembered(*asked: str) -> object:
            if (name, asked) not in self.memory:
                self.memory[name, asked] = real(*asked)
            return self.memory[name, asked]

        return remembered
