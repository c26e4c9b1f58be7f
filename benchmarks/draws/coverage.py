"""
How often intervals by draws cover the truth: `python -m benchmarks.draws.coverage --work DIR`.

Worlds with many events without an NHS number, each trained on and linked through the commands with 20 draws. Each world
is parted by person into samples that share nobody. In each, two things are estimated: the share of events without a
number whose person was admitted in the year before; and by how much it differs from that of events with one. The truth
is the world's, by whose each event is. An interval is for persons as clusters; by draws it is Rubin's.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from math import sqrt
from pathlib import Path
from statistics import NormalDist, fmean
from typing import Any

from benchmarks import machine, options
from benchmarks.draws.figures import LINKED, TRUE, Estimate, figures
from benchmarks.draws.linked_world import linked_world
from benchmarks.table import markdown, write
from benchmarks.world import POOL, SEED, world
from linkage.api import rubin

PEOPLE, SEEDS, SAMPLES, DRAWS = 30_000, range(SEED, SEED + 8), 25, 20
AIM = 183
"""Of 200 intervals at 95%, the fewest that would not be a sign of fewer."""
NAMES = (
    "admitted in the year before, of events without a number",
    "by how much that differs from events with one",
)


def of_world(folder: Path) -> dict[str, Any]:
    """For one world: the truth, and for each sample the intervals by known links, by the links, and by draws."""
    release, truth = linked_world(folder, "coverage", DRAWS), folder / "truth" / "truth.csv"
    whole = figures(release, truth, 1)[0]
    parts = figures(release, truth, SAMPLES)
    return {
        "truth": [whole[TRUE][place][0] for place in range(len(NAMES))],
        "linked": [whole[LINKED][place][0] for place in range(len(NAMES))],
        "drawn": [fmean(whole[d][place][0] for d in range(1, DRAWS + 1)) for place in range(len(NAMES))],
        "samples": [[intervals(found, place) for place in range(len(NAMES))] for found in parts.values()],
    }


def intervals(found: Mapping[int, tuple[Estimate, ...]], place: int) -> dict[str, tuple[float, float]]:
    """Ends of the 95% intervals of one estimate of a sample, by how the links are taken."""
    drawn = [found[draw][place] for draw in range(1, DRAWS + 1)]
    pooled = rubin([one for one, _ in drawn], [of_one for _, of_one in drawn])
    return {
        "known links": plain(*found[TRUE][place]),
        "links as published": plain(*found[LINKED][place]),
        "one draw": plain(*drawn[0]),
        "draws": (pooled.low, pooled.high),
    }


def plain(estimate: float, variance: float) -> tuple[float, float]:
    """An interval that takes the links for true."""
    half = NormalDist().inv_cdf(0.975) * sqrt(variance)
    return estimate - half, estimate + half


def rows(worlds: Sequence[dict[str, Any]]) -> Iterator[tuple[str, ...]]:
    """One row per estimate and way to take the links."""
    for place, name in enumerate(NAMES):
        for way in ("known links", "links as published", "one draw", "draws"):
            covered, widths = [], []
            for one in worlds:
                for sample in one["samples"]:
                    low, high = sample[place][way]
                    covered.append(low <= one["truth"][place] <= high)
                    widths.append(high - low)
            yield name, way, f"{sum(covered)} of {len(covered)}", f"{fmean(widths):.4f}"


def biases(worlds: Sequence[dict[str, Any]]) -> Iterator[tuple[str, ...]]:
    """One row per estimate: the truth, by links and by draws, the mean of the worlds."""
    for place, name in enumerate(NAMES):
        yield (
            name,
            *(f"{fmean(one[key][place] for one in worlds):.4f}" for key in ("truth", "linked", "drawn")),
        )


def main(arguments: list[str]) -> int:
    """Print the tables."""
    given = options.parsed(
        arguments, "benchmarks.draws.coverage", __doc__, "about 1 GB", people=PEOPLE, seeds=SEEDS
    )
    worlds = [of_world(world(given.work, given.people, seed, **POOL)) for seed in given.seeds]
    told = (
        f"{given.people:,} people, seeds {given.seeds[0]} to {given.seeds[-1]}, {SAMPLES} samples of each, {DRAWS} "
        f"draws; aim {AIM} of 200; {machine.described()}"
    )
    head = ("estimate", "how the links are taken", "intervals that hold the truth", "mean width")
    write(
        [
            told,
            markdown(head, rows(worlds)),
            markdown(("of whole worlds", "truth", "links", "draws"), biases(worlds)),
        ]
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
