"""
Wrong links expected and found, by rank: `python -m benchmarks.rank_calibration --work DIR`.

Pooled over worlds of 100,000 people in which every fiftieth record bears another person's number; events with a number
and without apart. Models are trained as `linkage train` does it, on hospital records too: they tell copied records from
relatives' numbers, and without them the stated rates do. Rank P once more at a higher target: at the default few events
are linked against their number, and whether their probabilities are right cannot be seen in so few.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks import machine, options
from benchmarks.agreement import COUNTED, HEAD, interval, row
from benchmarks.table import markdown, write
from benchmarks.trial.decided import make_decided
from benchmarks.trial.events import make_events
from benchmarks.trial.hospital import prepared_beside, trained_beside
from benchmarks.trial.index import make_index
from benchmarks.trial.prepared import opened
from benchmarks.trial.run import TARGET, score
from benchmarks.world import MISTAKEN, SEED, world
from linkage.config.load import load_job, load_rules
from linkage.config.rules import Rules
from linkage.engine.base import Value
from linkage.steps.probabilistic.evidence.weigh import OFF
from linkage.steps.ranks.run import run_ranks

PEOPLE, SEEDS = 100_000, range(SEED, SEED + 6)
HIGHER = 0.01
"""A target at which most events are linked whose number is one person's and all else another's."""

JUDGED = f"""
    select match_rank, has_number, {COUNTED} from decided where status = 'linked' group by match_rank, has_number"""
"""One row per rank, with a number or without: links, wrong ones, wrong ones expected."""

Judged = tuple[str, int, int, float]
"""Rank and kind of event; links, wrong ones, and those expected."""


def judged(folder: Path, rules: Rules) -> Iterator[tuple[float, list[Judged]]]:
    """Each target, and what it links of every event of the world, by a model of its own, held against the truth."""
    kept = prepared_beside(folder)
    model = trained_beside(kept, rules)
    engine = opened(kept)
    make_index(engine, rules)
    make_events(engine)
    run_ranks(engine, rules)
    for target in (TARGET, HIGHER):
        score(engine, rules, model, OFF, target)
        make_decided(engine)
        yield target, [as_judged(*values) for values in engine.rows(JUDGED)]
    engine.close()


def as_judged(rank: Value, has_number: Value, links: Value, wrong: Value, expected: Value) -> Judged:
    """A row of JUDGED."""
    name = f"{rank}, {'with a number' if has_number else 'without'}"
    return name, int(str(links)), int(str(wrong)), float(str(expected or 0))


def pooled(found: Iterable[Judged]) -> Iterator[tuple[str, ...]]:
    """One row per rank, with a number or without, pooled over worlds."""
    links, wrong = Counter[str](), Counter[str]()
    expected: dict[str, float] = defaultdict(float)
    for name, count, mistaken, doubt in found:
        links[name] += count
        wrong[name] += mistaken
        expected[name] += doubt
    for name in sorted(links):
        low, high = interval(wrong[name])
        yield (*row(name, links[name], wrong[name], expected[name]), f"{low:.1f} to {high:.1f}")


def main(arguments: list[str]) -> int:
    """Print the tables."""
    given = options.parsed(
        arguments, "benchmarks.rank_calibration", __doc__, "about 2 GB", people=PEOPLE, seeds=SEEDS
    )
    found: dict[float, list[Judged]] = defaultdict(list)
    for seed in given.seeds:
        folder = world(given.work, given.people, seed, **MISTAKEN)
        for target, rows in judged(folder, load_rules(load_job(folder / "job.toml"))):
            found[target] += rows
    head = ("rank, number", *HEAD, "interval of the false")
    seeds = ", ".join(map(str, given.seeds))
    write(
        (
            f"{given.people:,} people, seeds {seeds}; {machine.described()}",
            markdown(head, pooled(found[TARGET])),
            f"Rank P, had the target been {HIGHER}:",
            markdown(head, pooled(one for one in found[HIGHER] if one[0].startswith("P,"))),
        )
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
