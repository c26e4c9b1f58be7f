"""
Rank P with one thing changed at a time: `python -m benchmarks.research.experiments --work DIR`.

Worlds of 1 million people, from whose index people are taken until it holds the share phi of the people of the events
without NHS number. `right` and `wrong` are links of all events and ranks, those of P the links of events without a
number. Each experiment runs in a process of its own; the sums are over the worlds.
"""

import argparse
import json
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from benchmarks import machine, process
from benchmarks.rank_p_speed.race import OPTIONS
from benchmarks.research.experiments.experiment import Experiment
from benchmarks.research.experiments.tried import EXPERIMENTS
from benchmarks.table import markdown
from benchmarks.trial.prepared import prepared
from benchmarks.world import synth_options, world

SEEDS = (7001, 7002)
"""Used to judge these experiments and for nothing else that chose a setting."""

PHIS = (0.95, 0.80)

Found = Mapping[str, float]


def tried(experiment: Experiment, folder: Path, phis: list[float]) -> list[Found]:
    """What came of it on one world, at each phi."""
    models = folder.parent / "experiments"
    if experiment is EXPERIMENTS[0]:
        shutil.rmtree(models, ignore_errors=True)
    models.mkdir(exist_ok=True)
    name = experiment.name if experiment.trains else EXPERIMENTS[0].name
    model = models / f"{name.replace(' ', '-')}.json"
    shares = [f"{phi:g}" for phi in phis]
    cost = process.run(
        ["-m", "benchmarks.research.experiments.outcome", experiment.name, str(folder), str(model), *shares]
    )
    found: list[Found] = json.loads(cost.output.rstrip().rpartition("\n")[2])
    return found


def summed(worlds: list[list[Found]]) -> list[Found]:
    """The sums over the worlds, at each phi."""
    return [
        {name: sum(found[name] for found in of_phi) for name in of_phi[0]}
        for of_phi in zip(*worlds, strict=True)
    ]


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


def main(arguments: list[str]) -> int:
    """Run every experiment and print a table for each phi."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.research.experiments", description=__doc__)
    parser.add_argument("--work", default="benchmarks/work", help="folder for the worlds, about 3 GB each")
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--seeds", type=int, nargs="+", default=list(SEEDS))
    parser.add_argument("--phis", type=float, nargs="+", default=list(PHIS))
    parser.add_argument(
        "--only", nargs="+", default=[], help="names of experiments, beside the shipped model"
    )
    parser.add_argument(
        "--synth", nargs="+", default=[], metavar="NAME=VALUE", help="more options of `linkage synth`"
    )
    given = parser.parse_args(arguments)
    work = process.folder(given.work)
    options = OPTIONS | synth_options(given.synth)
    folders = [prepared(world(work, given.people, seed, **options)) for seed in given.seeds]
    found = {}
    for experiment in EXPERIMENTS:
        if given.only and experiment.name not in {EXPERIMENTS[0].name, *given.only}:
            continue
        found[experiment.name] = summed([tried(experiment, folder, given.phis) for folder in folders])
        sys.stderr.write(f"{experiment.name}\n")
    seeds = ", ".join(map(str, given.seeds))
    told = "".join(f", {word}" for word in given.synth)
    sys.stdout.write(f"{given.people:,} people, seeds {seeds}{told}; {machine.described()}\n")
    for place, phi in enumerate(given.phis):
        rows = [row(name, by_phi[place]) for name, by_phi in found.items()]
        sys.stdout.write(f"\nphi {phi:g}\n\n{markdown(HEAD, rows)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
