"""Who reads files for an engine that is not in this process: DuckDB, beside it or where its workers are."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from linkage.engine.base import Engine
from linkage.engine.duckdb import DuckDBEngine, Session

MEMORY = "1GB"
"""What the reader of one file may use where the job does not say: there may be several on one machine."""


@dataclass(frozen=True)
class Elsewhere:
    """Where files are read for an engine, and by whom."""

    folder: Path
    """What is read of them lies here where the job keeps no cache: the engine reaches it."""
    spread: Callable[[Callable[[Any], object], Sequence[Any]], None]
    """Have something done for each of some items, one at a time by each worker of the engine; gives nothing back."""
    memory_limit: str | None = None
    """Of the reader of one file."""
    unsafe_debug: bool = False

    @contextmanager
    def reader(self, beside: Path) -> Iterator[Engine]:
        """A DuckDB whose tables lie in a passing folder, so that no file is in memory; it reaches `beside` too."""
        self.folder.mkdir(0o700, parents=True, exist_ok=True)
        with TemporaryDirectory(dir=self.folder, prefix="reading-") as work:
            place = Path(work)
            engine = DuckDBEngine(
                Session(
                    folders=(place, beside),
                    database=place / "tables.duckdb",
                    spill=place,
                    memory_limit=self.memory_limit or MEMORY,
                    threads=1,
                    unsafe_debug=self.unsafe_debug,
                )
            )
            try:
                yield engine
            finally:
                engine.close()
