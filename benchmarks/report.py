"""
How long a report takes, for two years of 150 providers: `python -m benchmarks.report`, each in a process of its own.

The statistics are as many as those of a full job: every field and every wait by provider in every month.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import machine
from benchmarks.command import linkage
from benchmarks.table import markdown, write
from linkage.steps.statistics.tables.data_quality_fields import COMPLETE
from linkage.steps.statistics.tables.waits import PERCENTILES, WAITS, WITHIN
from linkage.words.figure import Figure
from tests.report.series_release import write_series
from tests.report.series_world import World, share

WORLD = World(months=24, providers=150, small=12)


def more(world: World) -> Iterator[Figure]:
    """Fields and waits of every provider and month, as a full job has them."""
    for period in world.periods:
        for code in world.codes:
            for field in COMPLETE:
                if field != "nhs_number":
                    for measure in ("complete", "valid", "unusable"):
                        yield share(period, "data_quality", f"provider.{field}", code, measure, 900, 1000)
            for wait in WAITS:
                for told in (
                    *(f"p{percent}" for percent in PERCENTILES),
                    *(f"within_{days}" for days in WITHIN),
                ):
                    yield share(period, "waits", "provider", code, f"{wait}.{told}", 500, 1000)


def main() -> None:
    """Print one row a kind of report."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        extra = tuple(more(WORLD))
        job = write_series(Path(folder), WORLD, extra)
        for name in ("internal", "shareable, first time", "shareable, again"):
            cost = linkage("report", str(job), *(["--shareable"] if name != "internal" else []))
            rows.append((name, f"{cost.seconds:.1f}"))
    told = f"{len(extra):,} statistics and those of the ranks; {WORLD.months} months, {WORLD.providers} providers"
    write((f"{machine.described()}\n{told}", markdown(("report", "seconds"), rows)))


if __name__ == "__main__":
    main()
