"""
The engine against plain Splink on three worlds: `python -m benchmarks.plain_splink --work DIR`.

Plain Splink is `link_only` as its documentation shows it, on NHS number, birth date, postcode and sex, with blocking it
can afford and bounded sampling, untuned: whatever reaches a probability of one half is linked, ties are refused. Both
are held against the same truth, one after the other, round by round.
"""

import argparse
import json
import shutil
import statistics
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks import machine, process
from benchmarks.engine import MONTH, Linked, linked
from benchmarks.judged_links import wrong_at
from benchmarks.table import markdown
from benchmarks.world import world

Plain = Mapping[str, Any]
Round = tuple[Linked, Plain]

WORLDS: Mapping[str, tuple[int, Mapping[str, float]]] = {
    "as published": (20_150_402, {}),
    "ten times as many without number": (
        20_150_402,
        {"events_per_person_month": 0.25, "number_missing_times": 10},
    ),
    "2% with another's number": (77, {"events_per_person_month": 0.25, "other_number": 0.02}),
}
"""Seed and settings of each: the numbers as they are, many missing, many wrong. Not used to choose any setting."""

RANK_5 = 0.995
"""Least share of rank 5 that is to be right."""


def plain(folder: Path) -> Plain:
    """What plain Splink linked, how much of it was right, and its seconds."""
    work = folder / "plain-splink"
    shutil.rmtree(work, ignore_errors=True)
    cost = process.run(["-m", "benchmarks.plain_splink.plain", str(folder), str(work), MONTH])
    shutil.rmtree(work)
    told = json.loads(cost.output.rstrip().rpartition("\n")[2])
    return {
        "train": told["seconds"]["train"],
        "link": cost.seconds - told["seconds"]["train"],
        "right": told["right"],
        "wrong": told["linked"] - told["right"],
        "in_hes": told["in_hes"],
    }


def links_row(name: str, ours: Linked, theirs: Plain) -> tuple[str, ...]:
    """What both found in one world, and whether the aim holds: no more wrong and no fewer right than plain Splink."""
    right, links = (ours.evaluation["precision"][side] for side in ("numerator", "denominator"))
    wrong = links - right
    return (
        name,
        f"{theirs['in_hes']:,}",
        f"{right:,}",
        f"{wrong:,}",
        f"{right / theirs['in_hes']:.2%}",
        f"{theirs['right']:,}",
        f"{theirs['wrong']:,}",
        f"{theirs['right'] / theirs['in_hes']:.2%}",
        f"{wrong_at(ours.links, theirs['right']):,}" if right > theirs["right"] else "",
        "yes" if wrong <= theirs["wrong"] and right >= theirs["right"] else "no",
    )


def rank_row(name: str, ours: Linked) -> tuple[str, ...]:
    """The links of the weak ranks in one world, and whether rank 5 is right as often as it is to be."""
    by_rank = {share["name"]: share for share in ours.evaluation["precision_by_rank"]}
    cells = []
    for rank in ("5", "8", "P"):
        right, links = (by_rank.get(rank, {}).get(side, 0) for side in ("numerator", "denominator"))
        cells += [f"{links:,}", f"{links - right:,}"]
        if rank == "5":
            cells += [f"{right / links:.1%}" if links else "", "yes" if right >= RANK_5 * links else "no"]
    return name, *cells


def seconds_rows(rounds: Mapping[str, Sequence[Round]]) -> list[tuple[str, ...]]:
    """Median seconds of both, and the median of the ratio within a round."""
    rows = []
    for name, of_world in rounds.items():
        for meaning, ours, part in (("training", "train", "train"), ("everything else", "run", "link")):
            pairs = [(getattr(one, ours).seconds, other[part]) for one, other in of_world]
            middles = [statistics.median(side) for side in zip(*pairs, strict=True)]
            ratio = statistics.median(one / other for one, other in pairs)
            rows.append((f"{name}: {meaning}", *(f"{middle:.1f}" for middle in middles), f"{ratio:.2f}"))
    return rows


def main(arguments: list[str]) -> int:
    """Run both in turn on each world and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.plain_splink", description=__doc__)
    parser.add_argument("--work", default="benchmarks/work", help="folder for the worlds, about 1 GB")
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args(arguments)
    work = process.folder(given.work)
    rounds: dict[str, list[Round]] = {}
    for name, (seed, options) in WORLDS.items():
        folder = world(work, given.people, seed, **options)
        rounds[name] = [(linked(folder, "against-splink"), plain(folder)) for _ in range(given.rounds)]
    first = {name: of_world[0] for name, of_world in rounds.items()}
    links = [links_row(name, ours, theirs) for name, (ours, theirs) in first.items()]
    weak = [rank_row(name, ours) for name, (ours, _) in first.items()]
    head = (
        "",
        "in HES",
        "right",
        "wrong",
        "share",
        "plain: right",
        "wrong",
        "share",
        "ours wrong at as many",
        "holds",
    )
    sys.stdout.write(
        f"{given.people:,} people, {given.rounds} rounds; {machine.described()}\n\n"
        + markdown(head, links)
        + "\n\n"
        + markdown(("", "rank 5", "wrong", "right", "holds", "rank 8", "wrong", "rank P", "wrong"), weak)
        + "\n\n"
        + markdown(("seconds", "engine", "plain Splink", "ratio"), seconds_rows(rounds))
        + "\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
