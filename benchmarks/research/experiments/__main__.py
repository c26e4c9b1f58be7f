"""
Rank P with one thing changed at a time: `python -m benchmarks.research.experiments --work DIR`.

Worlds of 1 million people, from whose index people are taken until it holds the share phi of the people of the events
without NHS number. `right` and `wrong` are links of all events and ranks, those of P the links of events without a
number. Each experiment runs in a process of its own; the sums are over the worlds.
"""

import argparse
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks import machine, options
from benchmarks.process import apart
from benchmarks.research.experiments import outcome
from benchmarks.research.experiments.experiment import Experiment
from benchmarks.research.experiments.outcome import Found, summed
from benchmarks.research.experiments.tried import EXPERIMENTS
from benchmarks.table import markdown, write
from benchmarks.trial.prepared import prepared
from benchmarks.world import POOL, RANK_P_SEEDS, synth_options, world

PHIS = (0.95, 0.80)


def tried(experiment: Experiment, folder: Path, phis: list[float]) -> list[Found]:
    """What came of it on one world, at each phi."""
    models = folder.parent / "experiments"
    if experiment is EXPERIMENTS[0]:
        shutil.rmtree(models, ignore_errors=True)
    models.mkdir(exist_ok=True)
    name = experiment.name if experiment.trains else EXPERIMENTS[0].name
    model = models / f"{name.replace(' ', '-')}.json"
    return apart(outcome.run, experiment.name, folder, model, phis).answer


def row(name: str, found: Found) -> tuple[str, ...]:
    """One row of the table."""
    return (
        name,
        f"{found['right']:,.0f}",
        f"{found['wrong']:,.0f}",
        f"{found['p_right']:,.0f}",
        f"{found['p_wrong']:,.0f}",
        f"{found['p_expected']:,.1f}",
        f"{found['unique_found'] / found['unique_events']:.2%}",
        f"{found['other_found'] / found['other_events']:.2%}",
        f"{found['pairs']:,.0f}",
    )


HEAD = ("", "right", "wrong", "P right", "P wrong", "P expected", "recall, unique", "recall, others", "pairs")


def page(given: argparse.Namespace) -> Iterator[str]:
    """A table for each phi; which experiment is done is told on stderr."""
    synth = {**POOL, **synth_options(given.synth)}
    folders = [prepared(world(given.work, given.people, seed, **synth)) for seed in given.seeds]
    found: dict[str, list[Found]] = {}
    for experiment in EXPERIMENTS:
        if given.only and experiment.name not in {EXPERIMENTS[0].name, *given.only}:
            continue
        found[experiment.name] = summed([tried(experiment, folder, given.phis) for folder in folders])
        sys.stderr.write(f"{experiment.name}\n")
    seeds = ", ".join(map(str, given.seeds))
    told = "".join(f", {word}" for word in given.synth)
    yield f"{given.people:,} people, seeds {seeds}{told}; {machine.described()}"
    for place, phi in enumerate(given.phis):
        yield f"phi {phi:g}"
        yield markdown(HEAD, [row(name, by_phi[place]) for name, by_phi in found.items()])


def main(arguments: list[str]) -> int:
    """Run every experiment and print the tables."""
    given = options.parsed(
        *(arguments, "benchmarks.research.experiments", __doc__, "about 3 GB each"),
        people=1_000_000,
        seeds=RANK_P_SEEDS,
        phis=PHIS,
        only=(),
        synth=(),
    )
    write(page(given))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
