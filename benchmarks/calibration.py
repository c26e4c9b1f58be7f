"""
The April 2015 table beside that of a synthetic world: `python -m benchmarks.calibration --work DIR`.

The world's error rates were chosen so that the two agree: that is calibration, not validation.
"""

import argparse
import csv
import shutil
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import machine, process
from benchmarks.table import markdown
from benchmarks.world import SEED, job, world

PUBLISHED = Path(__file__).parent / "dmq_april_2015.toml"
MONTH = "2019-11"

NOTE = """Calibrated, not validated: the rates of the world were chosen so that these shares agree, and nine shares
cannot identify every mechanism. The published table itself leaves {unexplained:,} records unexplained: {supplied:,}
supplied less {unmatched:,} unmatched are not the {total:,} of its steps."""


@dataclass(frozen=True)
class Line:
    """One step of the table."""

    step: str
    published: float
    """Share of the matched records, as published."""
    found: float
    within: float

    @property
    def ratio(self) -> float:
        """Found over published."""
        return self.found / self.published

    @property
    def holds(self) -> bool:
        """Whether the share is near enough."""
        return abs(self.ratio - 1) <= self.within


def published() -> Mapping[str, Any]:
    """The published table."""
    return tomllib.loads(PUBLISHED.read_text("utf-8"))


def records(release: Path) -> dict[str, int]:
    """Records by rank and total, from the statistics of a release."""
    with (release / "statistics" / "statistics.csv").open(encoding="utf-8", newline="") as lines:
        return {
            row["category"]: int(row["numerator"])
            for row in csv.DictReader(lines)
            if row["table"] == "match_rank" and row["measure"] == "records"
        }


def compared(found: Mapping[str, int], told: Mapping[str, Any]) -> list[Line]:
    """Every step of the published table beside the same step of the release."""
    return [
        Line(step, of["records"] / told["total"], found[step] / found["matched"], of["within"])
        for step, of in told["steps"].items()
    ]


def main(arguments: list[str]) -> int:
    """Make the world, link it by dmq_2015, print the table; 1 when a share is too far off."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.calibration", description=__doc__)
    parser.add_argument("--work", default="benchmarks/work", help="folder for the world, about 3 GB")
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args(arguments)
    folder = world(process.folder(given.work), given.people, given.seed)
    shutil.rmtree(folder / "calibration", ignore_errors=True)
    process.linkage("run", str(job(folder, "calibration", "dmq_2015")), "--month", MONTH, "--quiet")
    found, told = records(folder / "calibration" / "current"), published()
    lines = compared(found, told)
    unmatched, bounds = found["unmatched"] / found["supplied"], told["unmatched_between"]
    rows = [
        (
            f"{x.step}",
            f"{x.published:.3%}",
            f"{x.found:.3%}",
            f"{x.ratio:.2f}",
            f"±{x.within:.0%}",
            "yes" if x.holds else "NO",
        )
        for x in lines
    ]
    is_between = bounds["low"] <= unmatched <= bounds["high"]
    rows.append(
        ("unmatched, of supplied", f"{told['unmatched'] / told['supplied']:.3%}", f"{unmatched:.3%}", "",
         f"{bounds['low']:.0%}-{bounds['high']:.0%}", "yes" if is_between else "NO")
    )  # fmt: skip
    unexplained = told["supplied"] - told["unmatched"] - told["total"]
    sys.stdout.write(
        f"{given.people:,} people, seed {given.seed}, {found['supplied']:,} events; {machine.described()}\n\n"
        + markdown(("step", "April 2015", "this world", "ratio", "allowed", "holds"), rows)
        + f"\n\n{NOTE.format(unexplained=unexplained, **told)}\n"
    )
    return 0 if is_between and all(line.holds for line in lines) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
