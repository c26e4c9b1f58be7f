"""
Precision and recall by rank against known truth: `python -m benchmarks.accuracy --work DIR`.

Worlds of 200 thousand people in which bad records go together not at all, somewhat and strongly.
"""

import argparse
import sys
from collections.abc import Mapping
from typing import Any

from benchmarks import machine, process
from benchmarks.engine import linked
from benchmarks.table import markdown
from benchmarks.world import SEED, world

STRENGTHS = (0.0, 0.5, 1.0)

Share = Mapping[str, Any]


def interval(share: Share) -> str:
    """Its 95% interval in per cent."""
    low, high = share["interval"]
    return f"{low:.2%}-{high:.2%}"


def rows(found: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """One row per rank, and one for all."""
    recall = {share["name"]: share for share in found["recall_by_rank"]}
    listed = [
        (
            share["name"],
            f"{share['denominator']:,}",
            f"{share['numerator']:,}",
            f"{share['value']:.2%}",
            interval(share),
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
            interval(whole),
            f"{found['recall']['value']:.2%}",
        ),
    ]


def main(arguments: list[str]) -> int:
    """Print one table for each strength of the latent factor."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy", description=__doc__)
    parser.add_argument("--work", default="benchmarks/work", help="folder for the worlds, about 1 GB")
    parser.add_argument("--people", type=int, default=200_000)
    given = parser.parse_args(arguments)
    work = process.folder(given.work)
    sys.stdout.write(f"{given.people:,} people, profile hes_did; {machine.described()}\n")
    for strength in STRENGTHS:
        found = linked(world(work, given.people, SEED, record_quality=strength), "accuracy").evaluation
        head = ("rank", "links", "right", "precision", "95% interval", "recall")
        sys.stdout.write(
            f"\nRecord quality {strength:g}: {found['events']:,} events, {found['in_hes']:,} with a person in HES\n\n"
            + markdown(head, rows(found))
            + "\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
