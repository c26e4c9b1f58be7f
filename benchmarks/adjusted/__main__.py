"""
Coverage of adjusted rates: `python -m benchmarks.adjusted --work DIR`.

Small worlds through the steps of a run, with a model that was learnt once on a larger world made alike. The truth that
intervals are held to is that of all worlds together, the rate of the process that makes them; and each world's own.
"""

import sys
from collections import defaultdict
from pathlib import Path
from shutil import rmtree

from benchmarks import machine, options
from benchmarks.adjusted.held import DRAWS, Held, held
from benchmarks.adjusted.month import linked_month
from benchmarks.adjusted.struck import strike_identifiers
from benchmarks.spent import cpu_seconds
from benchmarks.table import markdown, write
from benchmarks.world import world
from linkage.cli.asked.world import WorldSettings, make_world
from linkage.cli.main import exit_code
from linkage.errors import ConfigError
from linkage.steps.probabilistic.model.model import Model
from linkage.steps.probabilistic.model.model_file import read_model

PEOPLE, SEEDS, EVENTS = 1_500, range(1_001, 1_201), 0.5
TAUGHT, TAUGHT_SEED = 20_000, 9_001
LEAST = 183
"""Of 200 intervals at 95%, fewer hold the truth once in a hundred times: the binomial's."""


def taught(work: Path) -> Model:
    """The model, learnt on a larger world of another seed whose files lost identifiers alike."""
    folder = world(work, TAUGHT, TAUGHT_SEED, events_per_person_month=EVENTS)
    model = folder / "models" / "hes_did.json"
    if not model.exists():
        strike_identifiers(folder, TAUGHT_SEED)
        if code := exit_code(["train", str(folder), "--quiet"]):
            raise SystemExit(code)
    return read_model(model)


def answers(work: Path, people: int, seed: int, model: Model) -> dict[tuple[str, str], Held]:
    """Those of the world of one seed, which is removed again."""
    folder = work / f"adjusted-{seed}"
    rmtree(folder, ignore_errors=True)
    make_world(folder, WorldSettings(people=people, seed=seed, events_per_person_month=EVENTS))
    strike_identifiers(folder, seed)
    tables = folder / "tables"
    tables.mkdir()
    month = linked_month(folder, model, tables)
    found = held(month, seed)
    month.connection.close()
    rmtree(folder)
    return found


def row(asked: str, by: str, each: list[Held], truth: float) -> tuple[str, ...]:
    """A line of the table: bias, width, and how many of the intervals hold the truth."""
    worlds = len(each)
    bias = sum(one.estimate for one in each) / worlds - truth
    width = sum(one.high - one.low for one in each) / worlds
    return (
        f"{asked}, {by}",
        f"{100 * truth:.2f}%",
        f"{100 * bias:+.2f}",
        f"{100 * width:.2f}",
        f"{sum(one.covers(truth) for one in each)} of {worlds}",
        f"{sum(one.covers(one.truth) for one in each)} of {worlds}",
    )


def main(arguments: list[str]) -> int:
    """Print the table; 1 where an adjusted interval holds the truth too seldom."""
    given = options.parsed(
        arguments, "benchmarks.adjusted", __doc__, "about 200 MB", people=PEOPLE, seeds=SEEDS
    )
    model = taught(given.work)
    began, found = cpu_seconds(), defaultdict(list)
    refused = 0
    for seed in given.seeds:
        try:
            told_of = answers(given.work, given.people, seed, model)
        except ConfigError:
            refused += 1
            continue
        for name, one in told_of.items():
            found[name].append(one)
    truths = {asked: sum(one.truth for one in each) / len(each) for (asked, _), each in found.items()}
    spent = cpu_seconds() - began
    told = (
        f"{len(given.seeds)} worlds of {given.people:,} people, {EVENTS:g} events a person, {DRAWS} draws; "
        f""
        f"{refused} refused; {spent:,.0f} s of processor; {machine.described()}"
    )
    head = ("answer", "truth", "bias, points", "width, points", "holds the truth", "holds its world's own")
    write([told, markdown(head, [row(*name, each, truths[name[0]]) for name, each in found.items()])])
    least = LEAST / 200 * (len(given.seeds) - refused)
    covered = [
        sum(one.covers(truths[asked]) for one in each)
        for (asked, by), each in found.items()
        if by == "adjusted"
    ]
    return 0 if all(count >= least for count in covered) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
