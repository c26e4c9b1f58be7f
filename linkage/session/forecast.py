"""What a run will take: seconds, memory and disk, by what was measured on this machine, else by rules of thumb."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from linkage.config.job import Job
from linkage.engine.memory import limit_in_force
from linkage.release.layout import Layout
from linkage.session.costs import Costs, Sample, here, read_costs
from linkage.session.text_size import input_bytes
from linkage.steps.inputs.source import Source

MEMORY_BASE = 0.4e9
"""What a program holds beside its database at the most; 0.2 to 0.45 GB were measured."""

MEMORY_START = 0.55e9
MEMORY_TIMES = 1.0
"""Peak memory of a small run, and how much more for each byte of text, as far as the memory limit allows; the rest
spills. Measured: 0.63 GB at 140,000 people, 0.88 at 560,000, 1.14 at 500,000 without a limit, 1.96 at a million."""

DISK_START = 20e6
"""Disk of the smallest run. Measured: 20.6 MB at the peak for 1.7 MB of files."""

DISK_TIMES = 1.5
"""Working tables, cache and release, times the text of the files. Measured: 1.0 to 1.2 times at 50,000 to 500,000
people, 0.92 GB for 0.96 GB of files at a million; the rest is to spare."""

ROW_BYTES = 170
CPU_SECONDS = 25.0
SECONDS = 16.0
"""Bytes of text of a row; seconds of CPU, and elapsed on two cores, of a million rows of all files. Measured: 17 to 24
of CPU at 15 million rows, and 31 to 37 at one to three million on a machine that other work shared."""

START_SECONDS = 5.0
"""Of CPU, whatever the rows. Measured: 4.8 to 5.3 in first runs of 2,500 to 12,500 rows, on one core in the main."""

FIRST = "the rest"
"""Start, checks, release and report, as if they were a step."""

OF_TEXT = ("inputs",)
"""The steps whose cost is that of the text; of the others it is that of the rows."""

CACHED = ("inputs", "hospital", "index")
CACHED_SHARE = 0.15
"""The steps that take what they made of the same files before from the cache, and what that costs of the making."""

THUMB = "by rules of thumb: `linkage doctor JOB --measure` measures this machine"


@dataclass(frozen=True)
class Forecast:
    """What a run will take, and how that is known."""

    seconds: float
    """Elapsed, nothing else running."""
    cpu: float
    steps: Mapping[str, float]
    """Elapsed by step, the dearest first; empty by rules of thumb."""
    memory: int
    disk: int
    told: str

    def cached(self) -> "Forecast":
        """The same where files are as they were, and what was made of them is kept."""
        steps = {name: cost * (CACHED_SHARE if name in CACHED else 1) for name, cost in self.steps.items()}
        if not steps:
            return self
        share = sum(steps.values()) / max(sum(self.steps.values()), 1e-9)
        told = f"{self.told}; files that are as before are taken from the cache"
        return Forecast(self.seconds * share, self.cpu * share, dearest(steps), self.memory, self.disk, told)


def forecast(job: Job, sources: Sequence[Source], rows: int | None = None) -> Forecast:
    """What a first run of `job` takes that reads all of its files; they have so many `rows`, where that is known."""
    text = input_bytes(sources)
    limit = limit_in_force(job.duckdb.memory_limit, text, job.duckdb.threads)
    costs = read_costs(Layout(job.output))
    if costs is None:
        return by_thumb(text, rows, limit, THUMB)
    now = here(job.duckdb.threads)
    other = [name for name, value in now.items() if costs.where.get(name) != value]
    if other:
        return by_thumb(text, rows, limit, f"{THUMB}, which was done with another {', '.join(other)}")
    return by_costs(costs, text, rows, limit)


def by_thumb(text: int, rows: int | None, limit: int, told: str) -> Forecast:
    """By rules of thumb."""
    millions = (rows or text / ROW_BYTES) / 1e6
    memory = int(min(MEMORY_START + text * MEMORY_TIMES, MEMORY_BASE + limit))
    return Forecast(
        seconds=START_SECONDS + SECONDS * millions,
        cpu=START_SECONDS + CPU_SECONDS * millions,
        steps={},
        memory=memory,
        disk=int(DISK_START + text * DISK_TIMES),
        told=told,
    )


def by_costs(costs: Costs, text: int, rows: int | None, limit: int) -> Forecast:
    """
    By the two measured runs: of each step what it costs at any size, and what each row or byte adds.

    Memory grows as a rule of thumb says from that of the larger: of small worlds it tells nothing of what rows add.
    """
    small, large = costs.small, costs.large
    there = rows or int(text * large.rows / large.text_bytes)

    def by_rows(cost: Callable[[Sample], float]) -> float:
        return line((small.rows, cost(small)), (large.rows, cost(large)), there)

    def by_text(cost: Callable[[Sample], float]) -> float:
        return line((small.text_bytes, cost(small)), (large.text_bytes, cost(large)), text)

    names = (*large.stages, FIRST)
    steps = {name: (by_text if name in OF_TEXT else by_rows)(partial(cpu_of, name=name)) for name in names}
    cpu = sum(steps.values())
    elapsed = min(1.0, large.seconds / large.cpu)
    memory = large.peak_bytes + max(0, text - large.text_bytes) * MEMORY_TIMES
    return Forecast(
        seconds=cpu * elapsed,
        cpu=cpu,
        steps=dearest({name: cost * elapsed for name, cost in steps.items()}),
        memory=int(min(memory, MEMORY_BASE + limit)),
        disk=int(by_text(lambda one: one.disk_bytes)),
        told=f"by what was measured on this machine on {costs.measured}",
    )


def cpu_of(sample: Sample, name: str) -> float:
    """
    Seconds of CPU of a step, or of what no step is, as its share of the elapsed ones.

    Of the elapsed ones a busy machine has no end; no run takes longer than its seconds of CPU where nothing else runs.
    """
    cost = sample.stages.get(name, 0.0)
    if name == FIRST:
        cost = max(0.0, sample.seconds - sum(sample.stages.values()))
    return cost * sample.cpu / sample.seconds


def dearest(steps: Mapping[str, float]) -> dict[str, float]:
    """The steps, the dearest first."""
    return dict(sorted(steps.items(), key=lambda step: -step[1]))


def line(small: tuple[float, float], large: tuple[float, float], at: float) -> float:
    """
    The straight line through two measured points, at a third; never falling, and never below nothing.

    >>> line((10, 2), (20, 3), 40)
    5.0
    """
    slope = max(0.0, (large[1] - small[1]) / (large[0] - small[0])) if large[0] > small[0] else 0.0
    return max(0.0, large[1] + slope * (at - large[0]))
