"""
What each stage of the monthly job costs, and how that grows: `python -m benchmarks.stages --work DIR`.

Worlds of 10 thousand, 100 thousand and 1 million people, two years of HES and one month of DID.
"""

import argparse
import json
import math
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks import machine, process
from benchmarks.engine import MONTH
from benchmarks.table import markdown
from benchmarks.world import SEED, job, world

SIZES = (10_000, 100_000, 1_000_000)

Stage = Mapping[str, Any]


def measured(folder: Path) -> dict[str, Stage]:
    """Seconds, rows and peak memory of each stage of training and of a first run, by name."""
    path = job(folder, "stages", "hes_did")
    shutil.rmtree(folder / "stages", ignore_errors=True)
    found: dict[str, Stage] = {}
    train = process.run(["-m", "benchmarks.stages.measured", "train", str(path), "--force", "--quiet"])
    found["train"] = whole(stages_of(train), train)
    shutil.rmtree(
        folder / "stages" / "state" / "index"
    )  # the run makes it anew, so that its stage is measured
    monthly = process.run(["-m", "benchmarks.stages.measured", "run", str(path), "--month", MONTH, "--quiet"])
    stages = stages_of(monthly)
    found |= {stage["name"]: stage for stage in stages}
    found["run"] = whole(stages, monthly)
    shutil.rmtree(folder / "stages")
    return found


def stages_of(cost: process.Cost) -> list[Stage]:
    """The stages that a process told of in its last line."""
    told: list[Stage] = json.loads(cost.output.rstrip().rpartition("\n")[2])
    return told


def whole(stages: Sequence[Stage], cost: process.Cost) -> Stage:
    """A command as if it were one stage."""
    return {
        "seconds": cost.seconds,
        "rows_in": max(stage["rows_in"] for stage in stages),
        "rows_out": 0,
        "peak_bytes": max(stage["peak_bytes"] for stage in stages),
    }


def exponent(small: Stage, large: Stage, times: float) -> str:
    """The power of the world's size with which a stage's seconds grow; nothing for what is too short to tell."""
    if small["seconds"] < 0.1:  # noqa: PLR2004  a tenth of a second
        return ""
    return f"{math.log(large['seconds'] / small['seconds']) / math.log(times):.2f}"


def main(arguments: list[str]) -> int:
    """Measure every size and print one table for all."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.stages", description=__doc__)
    parser.add_argument("--work", default="benchmarks/work", help="folder for the worlds, about 5 GB")
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="people in each world")
    given = parser.parse_args(arguments)
    work, sizes = process.folder(given.work), sorted(given.sizes)
    found = {people: measured(world(work, people, SEED)) for people in sizes}
    header = ["stage"]
    for people in sizes:
        header += [f"{people:,}: s", "rows", "GB"]
    header += ["growth"]
    rows = []
    for name in found[sizes[-1]]:
        row = [name]
        for people in sizes:
            stage = found[people][name]
            row += [
                f"{stage['seconds']:.2f}",
                f"{max(stage['rows_in'], stage['rows_out']):,}",
                f"{stage['peak_bytes'] / 1e9:.2f}",
            ]
        before, last = sizes[-2:] if len(sizes) > 1 else (sizes[0], sizes[0])
        growth = exponent(found[before][name], found[last][name], last / before) if last > before else ""
        rows.append([*row, growth])
    sys.stdout.write(f"{machine.described()}\n\n{markdown(header, rows)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
