"""
What reading the files of a job costs beside a database that checks nothing: `python -m benchmarks.reading --work DIR`.

In turn, round by round, each in a process of its own: the first section of floor.sql, and its tables written as
Parquet, as the job keeps what it has read; the job; the job with HES compressed. All in seconds of processor, which
other work on the machine does not change much.
"""

import statistics
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks import machine, options
from benchmarks.process import apart
from benchmarks.reading import measured
from benchmarks.table import markdown, write
from benchmarks.world import MONTH, SEED, world

JOB, PACKED = "job", "job, HES as .gz"


def one_round(folder: Path, out: Path) -> dict[str, dict[str, Any]]:
    """What each side says of itself."""
    return {
        "floor": apart(measured.floor, str(folder), str(out), MONTH).answer,
        JOB: apart(measured.job, str(folder), str(out), packed=False).answer,
        PACKED: apart(measured.job, str(folder), str(out), packed=True).answer,
    }


def row(name: str, rounds: Sequence[dict[str, dict[str, Any]]], side: str, part: str = "") -> list[str]:
    """Median seconds of a side or of its part, and the median ratios to the floor of the same round."""
    spent = [found[side]["parts"][part] if part else found[side]["whole"] for found in rounds]
    ratios = [
        statistics.median(
            seconds / found["floor"][what] for seconds, found in zip(spent, rounds, strict=True)
        )
        for what in ("tables", "whole")
    ]
    cells = [name, f"{statistics.median(spent):.2f}", *(f"{ratio:.2f}" for ratio in ratios)]
    if part or side == "floor":
        return [*cells, "", ""]
    main = statistics.median(found[side]["main"] / found[side]["whole"] for found in rounds)
    peak = max(found[side]["bytes"] for found in rounds)
    return [*cells, f"{main:.0%}", f"{peak / (1 << 20):,.0f}"]


def main(arguments: list[str]) -> int:
    """Measure and print one table."""
    given = options.parsed(arguments, "benchmarks.reading", __doc__, "2 GB", people=200_000, rounds=3)
    folder = world(given.work, given.people, SEED)
    for path in sorted((folder / "hes").glob("*.txt")):
        measured.gzipped(path)
    rounds = [one_round(folder, folder / "reading") for _ in range(given.rounds)]
    tables = statistics.median(found["floor"]["tables"] for found in rounds)
    rows = [
        ["floor: tables", f"{tables:.2f}", "1.00", "", "", ""],
        row("floor: and Parquet", rounds, "floor"),
    ]
    rows += [
        row(JOB, rounds, JOB),
        *(row(f"- {part}", rounds, JOB, part) for part in rounds[0][JOB]["parts"]),
    ]
    rows.append(row(PACKED, rounds, PACKED))
    told = f"{given.people:,} people, {rounds[0][JOB]['rows']:,} rows, {given.rounds} rounds"
    header = ("", "of processor, s", "to the floor's tables", "to all of it", "main thread", "peak MiB")
    write((f"{told}; {machine.described()}", markdown(header, rows)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
