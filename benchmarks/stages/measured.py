"""A `linkage` command with the seconds, rows and peak memory of each stage; for a process of its own."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks import command
from linkage.session import stages as linkage_stages

PAGE_BYTES = 4096
EVERY_SECONDS = 0.02
MAKERS = ("linkage.commands.run.opened_run", "linkage.commands.train.model_training")
"""The modules that make the stages of a command."""


class Sampler(threading.Thread):
    """Reads the memory of this process again and again; `peak` is the most since it was last set to 0."""

    def __init__(self) -> None:
        """Not started yet."""
        super().__init__(daemon=True)
        self.peak = 0
        self.statm = Path("/proc/self/statm")

    def run(self) -> None:
        """Sample until the process ends."""
        while True:
            self.look()
            time.sleep(EVERY_SECONDS)

    def look(self) -> None:
        """Sample once."""
        self.peak = max(self.peak, int(self.statm.read_text("ascii").split()[1]) * PAGE_BYTES)


class MeasuredStages(linkage_stages.Stages):
    """The stages of a run, with the peak memory of each."""

    sampler = Sampler()
    told: list[dict[str, Any]] = []  # noqa: RUF012  one run a process

    @contextmanager
    def of(self, name: str, *, reads: tuple[str, ...], writes: tuple[str, ...]) -> Iterator[None]:
        """A stage, measured."""
        self.sampler.peak = 0
        with super().of(name, reads=reads, writes=writes):
            yield
            self.sampler.look()  # a stage may be shorter than the sampler sleeps
        self.told.append({**asdict(self.finished[-1]), "peak_bytes": self.sampler.peak})


def measure() -> None:
    """Have the makers of stages make measured ones; ValueError for one that makes none any more."""
    for maker in map(import_module, MAKERS):
        if getattr(maker, "Stages", None) is not linkage_stages.Stages:
            raise ValueError(f"{maker.__name__} makes no stages; see MAKERS")
        maker.Stages = MeasuredStages  # type: ignore[attr-defined]


def run(arguments: list[str]) -> list[dict[str, Any]]:
    """The stages of a command, in order; SystemExit when it fails."""
    MeasuredStages.sampler.start()
    measure()
    command.run(arguments)
    return MeasuredStages.told
