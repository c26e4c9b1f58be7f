"""
What each stage of the monthly job costs, and how that grows: `python -m benchmarks.stages --work DIR`.

Worlds of 10 thousand, 100 thousand and 1 million people, two years of HES and one month of DID.
"""

import math
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks import machine, options
from benchmarks.process import Told, apart
from benchmarks.stages import measured
from benchmarks.table import markdown, write
from benchmarks.world import MONTH, SEED, job, world

SIZES = (10_000, 100_000, 1_000_000)

Stage = dict[str, Any]


def costs(folder: Path) -> dict[str, Stage]:
    """Seconds, rows and peak memory of each stage of training and of a first run, by name."""
    path = job(folder, "stages", "hes_did")
    shutil.rmtree(folder / "stages", ignore_errors=True)
    train = apart(measured.run, ["train", str(path), "--force", "--quiet"])
    # The run makes the index anew, so that its stage is measured.
    shutil.rmtree(folder / "stages" / "state" / "index")
    monthly = apart(measured.run, ["run", str(path), "--month", MONTH, "--quiet"])
    shutil.rmtree(folder / "stages")
    stages = {stage["name"]: stage for stage in monthly.answer}
    return {"train": whole(train), **stages, "run": whole(monthly)}


def whole(told: Told[list[Stage]]) -> Stage:
    """A command as if it were one stage."""
    return {
        "seconds": told.seconds,
        "rows_in": max(stage["rows_in"] for stage in told.answer),
        "rows_out": 0,
        "peak_bytes": max(stage["peak_bytes"] for stage in told.answer),
    }


def exponent(small: Stage, large: Stage, times: float) -> str:
    """The power of the world's size with which a stage's seconds grow; nothing for what is too short to tell."""
    if small["seconds"] < 0.1:  # noqa: PLR2004  a tenth of a second
        return ""
    return f"{math.log(large['seconds'] / small['seconds']) / math.log(times):.2f}"


def row(name: str, sizes: Sequence[int], found: Mapping[int, Mapping[str, Stage]]) -> list[str]:
    """One stage at each size, and how it grows from the last but one to the last."""
    cells = [name]
    for people in sizes:
        stage = found[people][name]
        cells += [
            f"{stage['seconds']:.2f}",
            f"{max(stage['rows_in'], stage['rows_out']):,}",
            f"{stage['peak_bytes'] / 1e9:.2f}",
        ]
    before, last = sizes[-2:] if len(sizes) > 1 else (sizes[0], sizes[0])
    growth = exponent(found[before][name], found[last][name], last / before) if last > before else ""
    return [*cells, growth]


def main(arguments: list[str]) -> int:
    """Measure every size and print one table for all."""
    given = options.parsed(arguments, "benchmarks.stages", __doc__, "about 5 GB", sizes=SIZES)
    sizes = sorted(given.sizes)
    found = {people: costs(world(given.work, people, SEED)) for people in sizes}
    heads = [head for people in sizes for head in (f"{people:,}: s", "rows", "GB")]
    rows = [row(name, sizes, found) for name in found[sizes[-1]]]
    write((machine.described(), markdown(["stage", *heads, "growth"], rows)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
