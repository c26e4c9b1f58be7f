"""A `linkage` command with what each stage spends: CPU, wall, rows, peak memory and spill; for a process of its own."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks import command
from benchmarks.spent import cpu_seconds
from benchmarks.stages.measured import MAKERS, PAGE_BYTES
from linkage.session import stages as linkage_stages

EVERY_SECONDS = 0.05

Spent = dict[str, Any]


def size_of(folder: Path) -> int:
    """Bytes of the files of a folder; a file may go while they are counted."""
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size
        except OSError:
            continue
    return total


@dataclass
class Peak:
    """The most seen since the last reset; bytes."""

    memory: int = 0
    spill: int = 0


class Watch(threading.Thread):
    """Reads memory and spill of this process again and again, until it is told to end."""

    def __init__(self, spill: Callable[[], Path | None]) -> None:
        """`spill` is the folder, once there is one."""
        super().__init__(daemon=True)
        self.spill = spill
        self.peak, self.whole = Peak(), Peak()
        self.is_over = threading.Event()

    def run(self) -> None:
        """Look until it is over."""
        while not self.is_over.wait(EVERY_SECONDS):
            self.look()

    def look(self) -> None:
        """Look once."""
        memory = int(Path("/proc/self/statm").read_text("ascii").split()[1]) * PAGE_BYTES
        folder = self.spill()
        spilled = size_of(folder) if folder and folder.exists() else 0
        for peak in (self.peak, self.whole):
            peak.memory, peak.spill = max(peak.memory, memory), max(peak.spill, spilled)

    def reset(self) -> None:
        """Begin a stage."""
        self.peak = Peak()

    def end(self) -> None:
        """Look for the last time."""
        self.is_over.set()
        self.join()
        self.look()


@contextmanager
def watched(watch: Watch, found: Spent) -> Iterator[None]:
    """What is done meanwhile, added to `found`."""
    watch.reset()
    cpu, wall = cpu_seconds(), time.monotonic()
    yield
    watch.look()
    found |= {
        "cpu": cpu_seconds() - cpu,
        "seconds": time.monotonic() - wall,
        "peak_bytes": watch.peak.memory,
        "spill_bytes": watch.peak.spill,
    }


def run(arguments: list[str], spill: Path) -> list[Spent]:
    """The stages of a command, in order, the whole of it as the last; SystemExit when it fails."""
    watch, told = Watch(lambda: spill), list[Spent]()

    class Measured(linkage_stages.Stages):
        """The stages of a run, with what each spends."""

        @contextmanager
        def of(self, name: str, *, reads: tuple[str, ...], writes: tuple[str, ...]) -> Iterator[None]:
            """A stage, measured."""
            spent: Spent = {}
            with watched(watch, spent), super().of(name, reads=reads, writes=writes):
                yield
            told.append({**asdict(self.finished[-1]), **spent})

    for maker in map(import_module, MAKERS):
        if getattr(maker, "Stages", None) is not linkage_stages.Stages:
            raise ValueError(f"{maker.__name__} makes no stages; see MAKERS")
        maker.Stages = Measured  # type: ignore[attr-defined]
    watch.start()
    cpu, began = cpu_seconds(), time.monotonic()
    command.run(arguments)
    watch.end()
    stages = {"cpu": sum(one["cpu"] for one in told), "seconds": sum(one["seconds"] for one in told)}
    whole = {"cpu": cpu_seconds() - cpu, "seconds": time.monotonic() - began}
    rest = {name: whole[name] - stages[name] for name in whole}
    peaks = {"peak_bytes": watch.whole.memory, "spill_bytes": watch.whole.spill}
    none = {"rows_in": 0, "rows_out": 0}
    return [
        *told,
        {"name": "the rest", **none, **rest, "peak_bytes": 0, "spill_bytes": 0},
        {"name": "whole", **none, **whole, **peaks},
    ]
