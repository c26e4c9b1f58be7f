"""What a run costs on this machine: two made-up worlds measured by `doctor --measure`, kept in state/."""

import json
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

from linkage import __version__
from linkage.engine.memory import memory_bytes, processors
from linkage.release import disk
from linkage.release.layout import Layout

FORMAT = 1
PROCESSORS = Path("/proc/cpuinfo")


@dataclass(frozen=True)
class Sample:
    """One measured run: what went in, and what it took."""

    people: int
    text_bytes: int
    rows: int
    """Of every file."""
    cpu: float
    """Seconds of CPU, the start of the program included."""
    seconds: float
    """Elapsed."""
    stages: Mapping[str, float]
    """Elapsed seconds by step."""
    peak_bytes: int
    """Memory."""
    disk_bytes: int
    """The most that its output folder held."""


@dataclass(frozen=True)
class Costs:
    """A smaller and a larger run, when they were measured, and with what."""

    measured: str
    """The day, YYYY-MM-DD."""
    where: Mapping[str, str]
    """Machine and versions."""
    small: Sample
    large: Sample


def here(threads: int | None) -> dict[str, str]:
    """Machine, versions and threads: a cost that was measured with others says nothing of a run."""
    return {
        "linkage": __version__,
        "python": platform.python_version(),
        "duckdb": version("duckdb"),
        "processor": processor(),
        "processors": str(threads or processors()),
        "memory": f"{memory_bytes() / 2**30:.0f} GiB",
    }


def processor() -> str:
    """What the system calls its processor."""
    try:
        lines = PROCESSORS.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        lines = []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or platform.machine())


def read_costs(layout: Layout) -> Costs | None:
    """What was measured for this output folder; None for nothing that this version can read."""
    try:
        told = json.loads(layout.costs.read_text("utf-8"))
        if told.pop("format") != FORMAT:
            return None
        return Costs(told["measured"], told["where"], Sample(**told["small"]), Sample(**told["large"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def write_costs(layout: Layout, costs: Costs) -> None:
    """Keep what was measured, in place of what was; the output folder is held meanwhile."""
    told = json.dumps({"format": FORMAT, **asdict(costs)}, indent=2, sort_keys=True)
    disk.write(layout.costs, f"{told}\n".encode())
