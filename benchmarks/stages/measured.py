"""A `linkage` command in a process of its own, which prints, as JSON, each stage's seconds, rows and peak memory."""

import json
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

from linkage import stages as linkage_stages
from linkage.cli.main import exit_code

PAGE_BYTES = 4096
EVERY_SECONDS = 0.02
MAKERS = ("linkage.month_linking", "linkage.model_training")
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
            self.peak = max(self.peak, int(self.statm.read_text("ascii").split()[1]) * PAGE_BYTES)
            time.sleep(EVERY_SECONDS)


class MeasuredStages(linkage_stages.Stages):
    """The stages of a run, with the peak memory of each."""

    sampler = Sampler()
    told: list[dict[str, object]] = []  # noqa: RUF012  one run a process

    @contextmanager
    def of(self, name: str, *, reads: tuple[str, ...], writes: tuple[str, ...]) -> Iterator[None]:
        """A stage, measured."""
        self.sampler.peak = 0
        with super().of(name, reads=reads, writes=writes):
            yield
        self.told.append({**asdict(self.finished[-1]), "peak_bytes": self.sampler.peak})


def measure() -> None:
    """Have the makers of stages make measured ones; ValueError for one that makes none any more."""
    for maker in map(import_module, MAKERS):
        if getattr(maker, "Stages", None) is not linkage_stages.Stages:
            raise ValueError(f"{maker.__name__} makes no stages; see MAKERS")
        maker.Stages = MeasuredStages  # type: ignore[attr-defined]


if __name__ == "__main__":
    MeasuredStages.sampler.start()
    measure()
    code = exit_code(sys.argv[1:])
    sys.stdout.write("\n" + json.dumps(MeasuredStages.told) + "\n")
    sys.exit(code)
