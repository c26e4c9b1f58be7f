"""
The monthly job against a hand-written script that checks nothing: `python -m benchmarks.floor --work DIR`.

Both read the same files and link by dmq_2015, each in a process of its own, one after the other, round by round.
"""

import argparse
import json
import shutil
import statistics
import sys
from collections.abc import Mapping
from pathlib import Path

from benchmarks import machine, process
from benchmarks.engine import MONTH
from benchmarks.table import markdown
from benchmarks.world import SEED, job, world

RANKS = ("ranks", "resolve")
"""The deterministic ranks: the joins, and the person of each event."""

Seconds = Mapping[str, float]


def floor(folder: Path) -> tuple[Seconds, int]:
    """Seconds of each section of floor.sql, and the events it linked."""
    cost = process.run(["-m", "benchmarks.floor.script", str(folder), str(folder / "floor"), MONTH])
    told = json.loads(cost.output)
    shutil.rmtree(folder / "floor")
    return {**told["seconds"], "whole": cost.seconds}, told["linked"]


def monthly_job(folder: Path) -> tuple[Seconds, int]:
    """Seconds of each stage of the job, and the events it linked; with no index kept from before."""
    path = job(folder, "measured", "dmq_2015")
    shutil.rmtree(folder / "measured", ignore_errors=True)
    cost = process.linkage("run", str(path), "--month", MONTH, "--quiet")
    manifest = json.loads((folder / "measured" / "current" / "manifest.json").read_text("utf-8"))
    stages = {stage["name"]: stage["seconds"] for stage in manifest["stages"]}
    shutil.rmtree(folder / "measured")
    return {
        **stages,
        "release": cost.seconds - sum(stages.values()),
        "whole": cost.seconds,
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
        ratios = [
            sum(our[part] for part in members) / sum(their[part] for part in members)
            for our, their in zip(ours, theirs, strict=True)
        ]
        rows.append(
            (
                name,
                f"{middle(ours, members):.2f}",
                f"{middle(theirs, members):.2f}",
                f"{statistics.median(ratios):.2f}",
                f"{min(ratios):.2f}-{max(ratios):.2f}",
            )
        )
    return rows


def main(arguments: list[str]) -> int:
    """Run both in turn and print the table; 1 when they did not link the same number of events."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.floor", description=__doc__)
    parser.add_argument("--work", default="benchmarks/work", help="folder for the world, about 4 GB")
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args(arguments)
    folder = world(process.folder(given.work), given.people, SEED)
    ours: list[Seconds] = []
    theirs: list[Seconds] = []
    linked = set()
    for _ in range(given.rounds):
        for rounds, measure in ((theirs, floor), (ours, monthly_job)):
            seconds, count = measure(folder)
            rounds.append(seconds)
            linked.add(count)
    sys.stdout.write(
        f"{given.people:,} people, {given.rounds} rounds, events linked by each: "
        f"{' and '.join(f'{count:,}' for count in sorted(linked))}; {machine.described()}\n\n"
        + markdown(("part", "job, s", "floor, s", "ratio", "range"), compared(ours, theirs))
        + "\n"
    )
    return 0 if max(linked) - min(linked) <= max(linked) / 1000 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
