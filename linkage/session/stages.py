"""The record of a run's stages, for the manifest: what went in, what came out, how long it took."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from linkage.engine.base import Engine
from linkage.engine.table import rows_of
from linkage.session.progress import Progress


@dataclass(frozen=True)
class Stage:
    """One finished stage; rows are those of the named tables, seconds are elapsed."""

    name: str
    rows_in: int
    rows_out: int
    seconds: float


class Stages:
    """Times each stage, shows it to the user and remembers it."""

    def __init__(self, engine: Engine, progress: Progress, seconds: Callable[[], float]) -> None:
        """`seconds` is a clock that only goes forward, such as time.monotonic."""
        self.engine = engine
        self.progress = progress
        self.seconds = seconds
        self.finished: list[Stage] = []

    @contextmanager
    def of(self, name: str, *, reads: tuple[str, ...], writes: tuple[str, ...]) -> Iterator[None]:
        """Run a stage; `reads` exist before it and `writes` after it."""
        rows_in = self._count(reads)
        began = self.seconds()
        with self.progress.step(name) as step:
            yield
            rows_out = self._count(writes)
            step.rows(max(rows_in, rows_out))
        self.finished.append(Stage(name, rows_in, rows_out, round(self.seconds() - began, 3)))

    def _count(self, names: tuple[str, ...]) -> int:
        return sum(rows_of(self.engine, name) for name in names)
