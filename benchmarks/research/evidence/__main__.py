"""
What further evidence gains and harms in rank P: `python -m benchmarks.research.evidence --work DIR`.

The pool is the events without a valid number; one numbered event in twenty is mistyped on purpose and joins it, for
the world mistypes few. Each switch is tried on its own and all together, with the index as it is and with people
taken out of it.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping

from benchmarks import machine, options
from benchmarks.research.evidence.outcome import Outcome
from benchmarks.research.evidence.pool import KEPT, SWITCHES, outcomes
from benchmarks.table import markdown, span, write
from benchmarks.trial.prepared import prepared
from benchmarks.world import NEXT_SEED, POOL, world
from linkage.config.load import load_job, load_rules
from linkage.words.share import Share

PHIS = (None, 0.8)
HEAD = (
    *("switches on", "links", "right", "wrong", "precision", "95% interval", "recall"),
    *("ties broken", "rightly", "s"),
)


def row(name: str, found: Outcome) -> tuple[object, ...]:
    """One line of the table of gains."""
    precision = Share(name, found.right, found.links)
    return (
        name,
        f"{found.links:,}",
        f"{found.right:,}",
        found.links - found.right,
        f"{found.right / found.links:.2%}",
        span(*precision.interval or (0, 1)),
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


def page(given: argparse.Namespace) -> Iterator[str]:
    """For each index the gains and what they cost."""
    folder = world(given.work, given.people, given.seed, **POOL)
    rules = load_rules(load_job(folder / "job.toml"))
    kept = prepared(folder, "prepared-evidence", KEPT)
    yield f"{given.people:,} people, seed {given.seed}; {machine.described()}"
    for phi in PHIS:
        found = outcomes(kept, rules, phi)
        first = found["none"]
        there = f"the person of {first.in_index / first.events:.1%} in the index"
        yield f"{first.events:,} events in the pool, {there}"
        yield markdown(HEAD, [row(name, found[name]) for name in SWITCHES])
        yield markdown(("share", *SWITCHES), shares(found))


def main(arguments: list[str]) -> int:
    """Print the tables."""
    given = options.parsed(
        *(arguments, "benchmarks.research.evidence", __doc__, "about 1 GB"), people=200_000, seed=NEXT_SEED
    )
    write(page(given))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
