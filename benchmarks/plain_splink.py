"""
The engine against plain Splink on the same world: `python -m benchmarks.plain_splink --work DIR`.

Plain Splink is `link_only` as its documentation shows it, with blocking it can afford and bounded sampling. Both
are set to find the same links and held against the same truth, one after the other, round by round.
"""

import argparse
import json
import shutil
import statistics
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks import machine, process
from benchmarks.engine import MONTH, linked
from benchmarks.table import markdown
from benchmarks.world import SEED, world

Found = Mapping[str, Any]


def plain(folder: Path) -> Found:
    """What plain Splink linked, how much of it was right, and its seconds."""
    work = folder / "plain-splink"
    shutil.rmtree(work, ignore_errors=True)
    cost = process.run(["-m", "benchmarks.plain_splink_child", str(folder), str(work), MONTH])
    shutil.rmtree(work)
    told = json.loads(cost.output.rstrip().rpartition("\n")[2])
    return {
        "train": told["seconds"]["train"],
        "link": cost.seconds - told["seconds"]["train"],
        "linked": told["linked"],
        "precision": told["right"] / told["linked"],
        "recall": told["right"] / told["in_hes"],
    }


def engine(folder: Path) -> Found:
    """The same of the engine: `train`, then a first `run`, which also makes pathways, statistics and a report."""
    found = linked(folder, "against-splink")
    precision = found.evaluation["precision"]
    return {
        "train": found.train.seconds,
        "link": found.run.seconds,
        "linked": precision["denominator"],
        "precision": precision["value"],
        "recall": found.evaluation["recall"]["value"],
    }


def main(arguments: list[str]) -> int:
    """Run both in turn and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.plain_splink", description=__doc__)
    parser.add_argument("--work", default="benchmarks/work", help="folder for the world")
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args(arguments)
    folder = world(process.folder(given.work), given.people, SEED)
    rounds = [(engine(folder), plain(folder)) for _ in range(given.rounds)]
    ours, theirs = rounds[0]
    rows = [
        (name, f"{ours[name]:,}" if name == "linked" else f"{ours[name]:.2%}",
         f"{theirs[name]:,}" if name == "linked" else f"{theirs[name]:.2%}", "")
        for name in ("linked", "precision", "recall")
    ]  # fmt: skip
    for name, meaning in (("train", "training, s"), ("link", "everything else, s")):
        middles = [statistics.median(found[name] for found in side) for side in zip(*rounds, strict=True)]
        ratio = statistics.median(one[name] / other[name] for one, other in rounds)
        rows.append((meaning, f"{middles[0]:.1f}", f"{middles[1]:.1f}", f"{ratio:.2f}"))
    sys.stdout.write(
        f"{given.people:,} people, {given.rounds} rounds; {machine.described()}\n\n"
        + markdown(("", "engine", "plain Splink", "ratio"), rows)
        + "\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
