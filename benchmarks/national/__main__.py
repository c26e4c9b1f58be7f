"""
A country's month at one or more scales: `python -m benchmarks.national --work DIR --scale 0.01`.

1.0 is 56 million people, two HES years of 171 million rows and a month of 3.8 million events. The world is made out of
core and kept, whole or in the pieces that are done. Then floor.sql and the job by dmq_2015, one after the other, and
the job again with new imaging files beside the same hospital files; then training and a first run by hes_did; each in a
process of its own, without a memory limit in the job file.
"""

import argparse
import json
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks import machine, options
from benchmarks.national import floor_run, measured
from benchmarks.national.country import make_country
from benchmarks.national.next_delivery import came_anew
from benchmarks.national.size import Size
from benchmarks.national.tables import about, beside_floor, stages_of, unchanged
from benchmarks.process import apart
from benchmarks.table import write
from benchmarks.world import MONTH, SEED, job
from linkage.config.load import load_job
from linkage.engine.memory import processors
from linkage.session.footprint import database_limit
from linkage.session.sources import sources

Found = dict[str, Any]


def parsed(arguments: Sequence[str]) -> argparse.Namespace:
    """The options."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.national", description=__doc__)
    parser.add_argument(
        "--work", type=options.folder, default=options.WORK, help="folder of the worlds: 120 GB for scale 1"
    )
    parser.add_argument("--scale", type=float, nargs="+", default=[0.01], help="shares of the country")
    parser.add_argument("--seed", type=int, default=SEED, help="of the world")
    parser.add_argument("--make-only", action="store_true", help="make the worlds, measure nothing")
    parser.add_argument(
        "--tables-only", action="store_true", help="print what was measured before, in order of scale"
    )
    parser.add_argument("--no-floor", action="store_true", help="leave floor.sql and dmq_2015 out")
    return parser.parse_args(arguments)


def commands(world: Path, *, with_floor: bool) -> Found:
    """What each command spends, stage by stage, and the floor beside it; an empty output folder each."""
    output, path = world / "out-hes_did", job(world, "out-hes_did", "hes_did")
    shutil.rmtree(output, ignore_errors=True)
    limit = limit_of(path)
    found: Found = {"limit": limit}
    if with_floor:
        found["floor"] = floor(world, limit)
        found["dmq_2015"], found["again"] = dmq_2015(world)
    spill = output / "work" / "spill"
    found["train"] = apart(measured.run, ["train", str(path), "--force", "--quiet"], spill).answer
    shutil.rmtree(
        output / "cache", ignore_errors=True
    )  # so that the run reads every file, as a first run does
    found["run"] = apart(measured.run, ["run", str(path), "--month", MONTH, "--quiet"], spill).answer
    found["output_bytes"] = measured.size_of(output)
    shutil.rmtree(output)
    return found


def floor(world: Path, limit: int) -> list[Found] | None:
    """What floor.sql spends; None where it does not survive."""
    out = world / "out-floor"
    try:
        told: list[Found] = apart(floor_run.run, world, out, MONTH, f"{limit // 2**20}MiB").answer
    except SystemExit:
        return None
    finally:
        shutil.rmtree(out, ignore_errors=True)
    return told


def dmq_2015(world: Path) -> tuple[list[Found], list[Found]]:
    """
    What the job by dmq_2015 spends, which is what floor.sql does; and what it spends again with new imaging files.

    By then all that is kept of the hospital files, which are the same, is there.
    """
    output, path = world / "out-dmq_2015", job(world, "out-dmq_2015", "dmq_2015")
    shutil.rmtree(output, ignore_errors=True)
    asked, spill = ["run", str(path), "--month", MONTH, "--quiet"], output / "work" / "spill"
    first: list[Found] = apart(measured.run, asked, spill).answer
    with came_anew(world):
        again: list[Found] = apart(measured.run, [*asked, "--restate"], spill).answer
    shutil.rmtree(output)
    return first, again


def limit_of(path: Path) -> int:
    """Bytes that the database of a job may hold, by default."""
    read = load_job(path)
    return database_limit(read, sources(read))


def main(arguments: list[str]) -> int:
    """Make and measure each scale, and print its tables; what was measured is kept beside the worlds."""
    given = parsed(arguments)
    home = given.work / "national"
    for scale in sorted(given.scale):
        kept = home / f"measured-{scale:g}-{given.seed}.json"
        if given.tables_only:
            show(json.loads(kept.read_text("utf-8")), smaller(home, given.seed, scale))
            continue
        size = Size(scale)
        world = home / f"country-{scale:g}-{given.seed}"
        told = make_country(world, size, given.seed, at_once=processors())
        if given.make_only:
            continue
        found = {"scale": scale, "world": told, **commands(world, with_floor=not given.no_floor)}
        found["input_bytes"] = sum(measured.size_of(world / name) for name in ("did", "hes"))
        found["machine"] = machine.described()
        kept.write_text(json.dumps(found, indent=2), "utf-8")
        show(found, smaller(home, given.seed, scale))
    return 0


def show(found: Found, before: Found | None) -> None:
    """Print the tables of a scale; `before` is a smaller one, by which growth is told."""
    write(
        (
            f"{about(found)}; {found.get('machine', '')}",
            *(beside_floor(found, before) if "dmq_2015" in found else ()),
            *unchanged(found),
            stages_of("train", found, before),
            stages_of("run", found, before),
        )
    )


def smaller(home: Path, seed: int, scale: float) -> Found | None:
    """What was measured of the next smaller scale that there is; None for the first."""
    measured_before: list[Found] = [
        json.loads(path.read_text("utf-8")) for path in home.glob(f"measured-*-{seed}.json")
    ]
    below = [one for one in measured_before if one["scale"] < scale]
    return max(below, key=lambda one: float(one["scale"]), default=None)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
