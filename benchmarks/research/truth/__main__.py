"""
Rank P held against the truth: `python -m benchmarks.research.truth --work DIR`.

Worlds of a million people, in which six times as many records lack their number as published; all events without one
are pooled over seeds. Precision and recall, expected and real false links by stratum and of every rank, the hold-out
against the truth, and twins.
"""

import argparse
import sys
from collections.abc import Iterator

from benchmarks import machine, options
from benchmarks.research.truth.alike import alike
from benchmarks.research.truth.holdout import beside_truth
from benchmarks.research.truth.strata import bands, every_rank, strata, unscored
from benchmarks.research.truth.targets import targets
from benchmarks.research.truth.worlds import Worlds, judged
from benchmarks.table import markdown, write
from benchmarks.world import NEXT_SEED, SEED, STRENGTHS, synth_options
from linkage.engine.duckdb import DuckDBEngine, Session

PHIS = (0.95, 0.80, 0.60)
DEFAULT_STRENGTH = 0.5
"""Record quality of a world that is not told otherwise; only there is phi varied."""


def page(given: argparse.Namespace) -> Iterator[str]:
    """The tables, each under its title."""
    synth = synth_options(given.synth)
    folders = {
        (strength, phi): judged(Worlds(given.work, given.people, strength, phi, synth), given.seeds)
        for strength in given.strengths
        for phi in (given.phis if strength == DEFAULT_STRENGTH else given.phis[:1])
    }
    engine = DuckDBEngine(Session(folders=(given.work,)))
    told = "".join(f", {word}" for word in given.synth)
    seeds = ", ".join(map(str, given.seeds))
    yield f"{given.people:,} people, seeds {seeds}{told}; {machine.described()}"
    default = {phi: folder for (strength, phi), folder in folders.items() if strength == DEFAULT_STRENGTH}
    named = {f"quality {strength:g}, phi {phi:g}": folder for (strength, phi), folder in folders.items()}
    for title, (head, rows) in {
        "Targets, record quality 0.5": targets(engine, default),
        "Rank P on events without a number, at the default target": strata(engine, default),
        "Twins and other people alike": alike(engine, default),
        "Every rank that gives a probability": every_rank(engine, default),
        "By probability": bands(engine, default),
        "The hold-out against the truth": beside_truth(engine, named),
    }.items():
        yield title
        yield markdown(head, rows)
    yield f"Links without a probability, of all {len(default)} shares: {unscored(engine, default.values()):,}"


def main(arguments: list[str]) -> int:
    """Print the tables."""
    given = options.parsed(
        *(arguments, "benchmarks.research.truth", __doc__, "about 20 GB"),
        people=1_000_000,
        seeds=(SEED, NEXT_SEED),
        strengths=STRENGTHS,
        phis=PHIS,
        synth=(),
    )
    write(page(given))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
