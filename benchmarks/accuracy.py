"""
Precision and recall by rank against known truth: `python -m benchmarks.accuracy --work DIR`.

Worlds of 200 thousand people in which bad records go together not at all, somewhat and strongly.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from benchmarks import machine, options
from benchmarks.engine import linked
from benchmarks.table import markdown, span, write
from benchmarks.world import SEED, STRENGTHS, world

Share = Mapping[str, Any]


def rows(found: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """One row per rank, and one for all."""
    recall = {share["name"]: share for share in found["recall_by_rank"]}
    listed = [
        (
            share["name"],
            f"{share['denominator']:,}",
            f"{share['numerator']:,}",
            f"{share['value']:.2%}",
            span(*share["interval"]),
            f"{recall[share['name']]['value']:.2%}",
        )
        for share in found["precision_by_rank"]
    ]
    whole = found["precision"]
    return [
        *listed,
        (
            "all ranks",
            f"{whole['denominator']:,}",
            f"{whole['numerator']:,}",
            f"{whole['value']:.2%}",
            span(*whole["interval"]),
            f"{found['recall']['value']:.2%}",
        ),
    ]


def page(given: argparse.Namespace) -> Iterator[str]:
    """One table for each strength of the latent factor."""
    yield f"{given.people:,} people, profile hes_did; {machine.described()}"
    for strength in STRENGTHS:
        found = linked(world(given.work, given.people, SEED, record_quality=strength), "accuracy").evaluation
        counts = f"{found['events']:,} events, {found['in_hes']:,} with a person in HES"
        yield f"Record quality {strength:g}: {counts}"
        yield markdown(("rank", "links", "right", "precision", "95% interval", "recall"), rows(found))


def main(arguments: list[str]) -> int:
    """Print the tables."""
    write(page(options.parsed(arguments, "benchmarks.accuracy", __doc__, "about 1 GB", people=200_000)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
