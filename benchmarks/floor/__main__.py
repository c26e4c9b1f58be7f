"""
The monthly job against a hand-written script that checks nothing: `python -m benchmarks.floor --work DIR`.

Both read the same files and link by dmq_2015, each in a process of its own, one after the other, round by round.
"""

import json
import shutil
import statistics
import sys
from collections.abc import Mapping
from pathlib import Path

from benchmarks import machine, options
from benchmarks.command import linkage
from benchmarks.floor import script
from benchmarks.process import apart
from benchmarks.table import markdown, write
from benchmarks.world import MONTH, SEED, job, world

RANKS = ("ranks", "resolve")
"""The deterministic ranks: the joins, and the person of each event."""

JOB_STAGES: Mapping[str, tuple[str, ...]] = {"standardise": ("hospital", "keys", "events")}
"""The stages of the job that do the work of a section of floor.sql, where they have other names."""

Seconds = Mapping[str, float]


def floor(folder: Path) -> tuple[Seconds, int]:
    """Seconds of each section of floor.sql, and the events it linked."""
    told = apart(script.run, folder, folder / "floor", MONTH)
    shutil.rmtree(folder / "floor")
    return {**told.answer["seconds"], "whole": told.seconds}, told.answer["linked"]


def monthly_job(folder: Path) -> tuple[Seconds, int]:
    """Seconds of each stage of the job, and the events it linked; with no index kept from before."""
    path = job(folder, "measured", "dmq_2015")
    shutil.rmtree(folder / "measured", ignore_errors=True)
    told = linkage("run", str(path), "--month", MONTH, "--quiet")
    manifest = json.loads((folder / "measured" / "current" / "manifest.json").read_text("utf-8"))
    stages = {stage["name"]: stage["seconds"] for stage in manifest["stages"]}
    shutil.rmtree(folder / "measured")
    return {
        **stages,
        "release": told.seconds - sum(stages.values()),
        "whole": told.seconds,
    }, manifest["counts"]["linked"]


def middle(rounds: list[Seconds], names: tuple[str, ...]) -> float:
    """Median over the rounds of the seconds of the named parts together."""
    return statistics.median(sum(seconds[name] for name in names) for seconds in rounds)


def compared(ours: list[Seconds], theirs: list[Seconds]) -> list[tuple[str, str, str, str, str]]:
    """One row per part: median seconds of both, median of the ratios of each round, and their range."""
    parts: dict[str, tuple[str, ...]] = {name: (name,) for name in theirs[0] if name != "whole"}
    parts |= {"deterministic ranks": RANKS, "whole": ("whole",)}
    rows = []
    for name, members in parts.items():
        stages = tuple(stage for part in members for stage in JOB_STAGES.get(part, (part,)))
        ratios = [
            sum(our[stage] for stage in stages) / sum(their[part] for part in members)
            for our, their in zip(ours, theirs, strict=True)
        ]
        rows.append(
            (
                name,
                f"{middle(ours, stages):.2f}",
                f"{middle(theirs, members):.2f}",
                f"{statistics.median(ratios):.2f}",
                f"{min(ratios):.2f}-{max(ratios):.2f}",
            )
        )
    return rows


def main(arguments: list[str]) -> int:
    """Run both in turn and print the table; 1 when they did not link the same number of events."""
    given = options.parsed(arguments, "benchmarks.floor", __doc__, "about 4 GB", people=1_000_000, rounds=3)
    folder = world(given.work, given.people, SEED)
    ours: list[Seconds] = []
    theirs: list[Seconds] = []
    linked = set()
    for _ in range(given.rounds):
        for rounds, measure in ((theirs, floor), (ours, monthly_job)):
            seconds, count = measure(folder)
            rounds.append(seconds)
            linked.add(count)
    counts = " and ".join(f"{count:,}" for count in sorted(linked))
    told = f"{given.people:,} people, {given.rounds} rounds, events linked by each: {counts}"
    table = markdown(("part", "job, s", "floor, s", "ratio", "range"), compared(ours, theirs))
    write((f"{told}; {machine.described()}", table))
    return 0 if max(linked) - min(linked) <= max(linked) / 1000 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
