"""
What further evidence gains and harms in rank P: `python -m benchmarks.research.evidence --work DIR`.

The pool is the events without a valid number; one numbered event in twenty is mistyped on purpose and joins it, for
the world mistypes few. Each switch is tried on its own and all together, with the index as it is and with people
taken out of it.
"""

import argparse
import sys
from collections.abc import Mapping

from benchmarks import machine, process
from benchmarks.research.evidence.pool import KEPT, SWITCHES, Outcome, outcomes
from benchmarks.table import markdown
from benchmarks.trial.prepared import prepared
from benchmarks.world import world
from linkage.config.load import load_job, load_rules
from linkage.share import Share

SEED = 20_150_402
HEAD = (
    "switches on",
    "links",
    "right",
    "wrong",
    "precision",
    "95% interval",
    "recall",
    "ties broken",
    "rightly",
    "s",
)


def row(name: str, found: Outcome) -> tuple[object, ...]:
    """One line of the table of gains."""
    precision = Share(name, found.right, found.links)
    low, high = precision.interval or (0.0, 1.0)
    return (
        name,
        f"{found.links:,}",
        f"{found.right:,}",
        found.links - found.right,
        f"{found.right / found.links:.2%}",
        f"{low:.2%}-{high:.2%}",
        f"{found.right / found.in_index:.2%}",
        found.ties_broken,
        found.ties_broken_rightly,
        f"{found.seconds:.1f}",
    )


def shares(found: Mapping[str, Outcome]) -> list[tuple[str, ...]]:
    """One line for each count, a column for each switch."""
    return [
        (name, *(f"{part:,} of {whole:,}" for part, whole in (found[one].counts[name] for one in SWITCHES)))
        for name in found["none"].counts
    ]


def main(arguments: list[str]) -> int:
    """Print for each index the gains and what they cost."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.research.evidence", description=__doc__)
    parser.add_argument("--work", default="benchmarks/work", help="folder for the world, about 1 GB")
    parser.add_argument("--people", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args(arguments)
    folder = world(
        process.folder(given.work),
        given.people,
        given.seed,
        number_missing_times=6,
        events_per_person_month=0.25,
    )
    rules = load_rules(load_job(folder / "job.toml"))
    kept = prepared(folder, "prepared-evidence", KEPT)
    sys.stdout.write(f"{given.people:,} people, seed {given.seed}; {machine.described()}\n")
    for phi in (None, 0.8):
        found = outcomes(kept, rules, phi)
        first = found["none"]
        sys.stdout.write(
            f"\n{first.events:,} events in the pool, the person of {first.in_index / first.events:.1%} in the index\n\n"
            + markdown(HEAD, [row(name, found[name]) for name in SWITCHES])
            + "\n\n"
            + markdown(("share", *SWITCHES), shares(found))
            + "\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
