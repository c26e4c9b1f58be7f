"""
How often intervals by draws cover the truth: `python -m benchmarks.draws.coverage --work DIR`.

Worlds with many events without an NHS number, each trained on and linked through the commands with 20 draws. Each world
is parted by person into samples that share nobody. In each, two things are estimated: the share of events without a
number whose person was admitted in the year before; and by how much it differs from that of events with one. The truth
is the world's, by whose each event is. An interval is for persons as clusters; by draws it is Rubin's.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import sqrt
from pathlib import Path
from statistics import NormalDist, fmean
from typing import Any

import pyarrow as pa
from pyarrow import csv

from benchmarks import machine, options
from benchmarks.draws.linked_world import linked_world
from benchmarks.table import markdown, write
from benchmarks.world import POOL, SEED, world
from linkage.api import open_release, rubin

PEOPLE, SEEDS, SAMPLES, DRAWS = 30_000, range(SEED, SEED + 8), 25, 20
AIM = 183
"""Of 200 intervals at 95%, the fewest that would not be a sign of fewer."""
TRUE, LINKED = -1, 0
"""In the place of the number of a draw: whose each event is, and as it was linked."""
NAMES = (
    "admitted in the year before, of events without a number",
    "by how much that differs from events with one",
)

Estimate = tuple[float, float]
"""And its variance."""

FIGURES = """
    with truth as (
        select links.event_id, own.person_id
        from links
        join own on own.site_code = links.site_code and own.accession_number = links.accession_number
    ),
    every as (
        select draw, event_id, person_id from drawn_links
        union all
        select {linked}, event_id, person_id from links
        union all
        select {true}, event_id, person_id from truth
    ),
    pair as (
        select events.event_id, whose.person_id, count(stay.cips_id) > 0 as is_admitted
        from (select distinct event_id, person_id from every where person_id is not null) as whose
        join events on events.event_id = whose.event_id
        left join cips as stay
          on stay.person_id = whose.person_id and stay.is_admission
         and stay.admission_date between events.test_date - 365 and events.test_date - 1
        group by all
    ),
    told as (
        select every.draw, hash(coalesce(truth.person_id, truth.event_id)) % {samples} as sample,
            coalesce(every.person_id, every.event_id) as cluster,
            events.nhs_number_state = 'missing' as has_none, coalesce(pair.is_admitted, false) as is_admitted
        from every
        join events on events.event_id = every.event_id
        join truth on truth.event_id = every.event_id
        left join pair on pair.event_id = every.event_id and pair.person_id = every.person_id
    ),
    rate as (
        select draw, sample, avg(is_admitted::int) filter (has_none) as without,
            avg(is_admitted::int) filter (not has_none) as with_one, count(*) filter (has_none) as events_without,
            count(*) filter (not has_none) as events_with
        from told
        group by draw, sample
    ),
    clustered as (
        select draw, sample,
            sum(is_admitted::int - rate.without) filter (has_none) / any_value(rate.events_without) as without,
            sum(is_admitted::int - rate.with_one) filter (not has_none) / any_value(rate.events_with) as with_one
        from told
        join rate using (draw, sample)
        group by draw, sample, cluster
    )
    select draw, sample, any_value(rate.without), any_value(rate.without) - any_value(rate.with_one),
        sum(power(coalesce(clustered.without, 0), 2)),
        sum(power(coalesce(clustered.without, 0) - coalesce(clustered.with_one, 0), 2))
    from clustered
    join rate using (draw, sample)
    group by draw, sample"""
"""One row per draw and sample: both estimates, and the variances of both with persons as clusters."""


def figures(release: Path, truth: Path, samples: int) -> dict[int, dict[int, tuple[Estimate, ...]]]:
    """By sample and draw, both estimates."""
    found: dict[int, dict[int, tuple[Estimate, ...]]] = defaultdict(dict)
    with open_release(release) as opened:
        names = ("site_code", "accession_number", "person_id")
        texts = csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True)
        opened.connection.register("own", csv.read_csv(truth, convert_options=texts))
        query = FIGURES.format(samples=samples, linked=LINKED, true=TRUE)
        for draw, sample, one, two, of_one, of_two in opened.connection.execute(query).fetchall():
            found[sample][draw] = ((one, of_one), (two, of_two))
    return found


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
