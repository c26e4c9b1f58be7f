"""
Wrong links expected and found, by rank: `python -m benchmarks.rank_calibration --work DIR`.

Pooled over worlds of 100,000 people in which every fiftieth record bears another person's number; events with a number
and without apart.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from benchmarks import machine, options
from benchmarks.agreement import COUNTED, HEAD, interval, row
from benchmarks.table import markdown, write
from benchmarks.trial.decided import make_decided
from benchmarks.trial.events import make_events
from benchmarks.trial.index import make_index
from benchmarks.trial.prepared import opened, prepared
from benchmarks.trial.run import learnt, score
from benchmarks.world import MISTAKEN, SEED, world
from linkage.config.load import load_job, load_rules
from linkage.config.rules import Rules
from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.probabilistic.evidence.weigh import OFF
from linkage.steps.ranks.run import run_ranks

PEOPLE, SEEDS = 100_000, range(SEED, SEED + 6)

JUDGED = f"""
    select match_rank, has_number, {COUNTED} from decided where status = 'linked' group by match_rank, has_number"""
"""One row per rank, with a number or without: links, wrong ones, wrong ones expected."""


def linked(folder: Path, rules: Rules) -> DuckDBEngine:
    """An engine with every event of the prepared world, linked by a model of its own and held against the truth."""
    engine = opened(folder)
    make_index(engine, rules)
    make_events(engine)
    model = learnt(engine, rules)
    run_ranks(engine, rules)
    score(engine, rules, model, OFF)
    make_decided(engine)
    return engine


def rows(folders: Iterator[Path]) -> Iterator[tuple[str, ...]]:
    """One row per rank, with a number or without, pooled over worlds."""
    links, wrong = Counter[str](), Counter[str]()
    expected: dict[str, float] = defaultdict(float)
    for folder in folders:
        engine = linked(prepared(folder), load_rules(load_job(folder / "job.toml")))
        for rank, has_number, count, mistaken, doubt in engine.rows(JUDGED):
            name = f"{rank}, {'with a number' if has_number else 'without'}"
            links[name] += int(str(count))
            wrong[name] += int(str(mistaken))
            expected[name] += float(str(doubt))
        engine.close()
    for name in sorted(links):
        low, high = interval(wrong[name])
        yield (*row(name, links[name], wrong[name], expected[name]), f"{low:.1f} to {high:.1f}")


def main(arguments: list[str]) -> int:
    """Print the table."""
    given = options.parsed(
        arguments, "benchmarks.rank_calibration", __doc__, "about 2 GB", people=PEOPLE, seeds=SEEDS
    )
    folders = (world(given.work, given.people, seed, **MISTAKEN) for seed in given.seeds)
    seeds = ", ".join(map(str, given.seeds))
    told = f"{given.people:,} people, seeds {seeds}; {machine.described()}"
    write([told, markdown(("rank, number", *HEAD, "interval of the false"), rows(folders))])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
