"""
The April 2015 table beside that of a synthetic world: `python -m benchmarks.calibration --work DIR`.

The world's error rates were chosen so that the two agree: that is calibration, not validation.
"""

import csv
import shutil
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import machine, options
from benchmarks.command import linkage
from benchmarks.table import markdown, write
from benchmarks.world import MONTH, SEED, job, world
from linkage.config.shipped import shipped

ALLOWED = Path(__file__).parent / "dmq_april_2015.toml"
"""How far a calibrated world may be from what was published, and how many may be unmatched."""

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
    """The published table as it ships, with what is allowed of each step."""
    told = tomllib.loads((shipped("published") / ALLOWED.name).read_text("utf-8"))
    allowed = tomllib.loads(ALLOWED.read_text("utf-8"))
    steps = {
        step: {"records": records, "within": allowed["within"][step]}
        for step, records in told["steps"].items()
    }
    return told | {"steps": steps, "unmatched_between": allowed["unmatched_between"]}


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


def rows(lines: list[Line]) -> list[tuple[str, ...]]:
    """The steps as the table has them."""
    return [
        (
            line.step,
            f"{line.published:.3%}",
            f"{line.found:.3%}",
            f"{line.ratio:.2f}",
            f"±{line.within:.0%}",
            "yes" if line.holds else "NO",
        )
        for line in lines
    ]


def main(arguments: list[str]) -> int:
    """Make the world, link it by dmq_2015, print the table; 1 when a share is too far off."""
    given = options.parsed(
        arguments, "benchmarks.calibration", __doc__, "about 3 GB", people=1_000_000, seed=SEED
    )
    folder = world(given.work, given.people, given.seed)
    shutil.rmtree(folder / "calibration", ignore_errors=True)
    linkage("run", str(job(folder, "calibration", "dmq_2015")), "--month", MONTH, "--quiet")
    found, told = records(folder / "calibration" / "current"), published()
    lines = compared(found, told)
    unmatched, bounds = found["unmatched"] / found["supplied"], told["unmatched_between"]
    is_between = bounds["low"] <= unmatched <= bounds["high"]
    last = (
        *("unmatched, of supplied", f"{told['unmatched'] / told['supplied']:.3%}", f"{unmatched:.3%}", ""),
        *(f"{bounds['low']:.0%}-{bounds['high']:.0%}", "yes" if is_between else "NO"),
    )
    head = ("step", "April 2015", "this world", "ratio", "allowed", "holds")
    unexplained = told["supplied"] - told["unmatched"] - told["total"]
    write(
        (
            f"{given.people:,} people, seed {given.seed}, {found['supplied']:,} events; {machine.described()}",
            markdown(head, [*rows(lines), last]),
            NOTE.format(unexplained=unexplained, **told),
        )
    )
    return 0 if is_between and all(line.holds for line in lines) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
