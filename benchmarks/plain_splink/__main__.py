"""
The engine against plain Splink on three worlds: `python -m benchmarks.plain_splink --work DIR`.

Plain Splink is `link_only` as its documentation shows it, on NHS number, birth date, postcode and sex, with blocking it
can afford and bounded sampling, untuned: whatever reaches a probability of one half is linked, ties are refused. Both
are held against the same truth, one after the other, round by round. The engine's links once more at higher targets of
wrong links: what the default costs in right ones.
"""

import shutil
import statistics
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks import machine, options
from benchmarks.engine import Found, Linked, linked, linked_at
from benchmarks.judged_links import wrong_at
from benchmarks.plain_splink import plain
from benchmarks.process import apart
from benchmarks.table import markdown, write
from benchmarks.world import MONTH, NEXT_SEED, world

Plain = Mapping[str, Any]
Round = tuple[Linked, Plain]

WORLDS: Mapping[str, tuple[int, Mapping[str, float]]] = {
    "as published": (NEXT_SEED, {}),
    "ten times as many without number": (
        NEXT_SEED,
        {"events_per_person_month": 0.25, "number_missing_times": 10},
    ),
    "2% with another's number": (77, {"events_per_person_month": 0.25, "other_number": 0.02}),
}
"""Seed and settings of each: the numbers as they are, many missing, many wrong. Not used to choose any setting."""

RANK_5 = 0.995
"""Least share of rank 5 that is to be right."""

FURTHER = (0.006, 0.01)
"""Targets of wrong links, beside the default of 0.004."""

LINKS_HEAD = (
    *("", "in HES", "right", "wrong", "share", "plain: right", "wrong", "share"),
    *("ours wrong at as many", "holds"),
)
WEAK_HEAD = ("", "rank 5", "wrong", "right", "holds", "rank 8", "wrong", "rank P", "wrong")


def rival(folder: Path) -> Plain:
    """What plain Splink linked, how much of it was right, and its seconds."""
    work = folder / "plain-splink"
    shutil.rmtree(work, ignore_errors=True)
    told = apart(plain.run, folder, work, MONTH)
    shutil.rmtree(work)
    found, train = told.answer, told.answer["seconds"]["train"]
    return {
        "train": train,
        "link": told.seconds - train,
        "right": found["right"],
        "wrong": found["linked"] - found["right"],
        "in_hes": found["in_hes"],
    }


def links_row(name: str, ours: Found, theirs: Plain) -> tuple[str, ...]:
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


def rank_row(name: str, ours: Found) -> tuple[str, ...]:
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
    given = options.parsed(
        arguments, "benchmarks.plain_splink", __doc__, "about 1 GB", people=100_000, rounds=3
    )
    rounds: dict[str, list[Round]] = {}
    further: dict[str, list[Found]] = {}
    for name, (seed, synth) in WORLDS.items():
        folder = world(given.work, given.people, seed, **synth)
        rounds[name] = [(linked(folder, "against-splink"), rival(folder)) for _ in range(given.rounds)]
        further[name] = [linked_at(folder, "at-target", target) for target in FURTHER]
    first = {name: of_world[0] for name, of_world in rounds.items()}
    links = [links_row(name, ours, theirs) for name, (ours, theirs) in first.items()]
    weak = [rank_row(name, ours) for name, (ours, _) in first.items()]
    at_target = [
        (
            f"The same at a target of {target}:",
            markdown(
                LINKS_HEAD,
                [links_row(name, found[nth], first[name][1]) for name, found in further.items()],
            ),
        )
        for nth, target in enumerate(FURTHER)
    ]
    write(
        (
            f"{given.people:,} people, {given.rounds} rounds; {machine.described()}",
            markdown(LINKS_HEAD, links),
            *(part for parts in at_target for part in parts),
            markdown(WEAK_HEAD, weak),
            markdown(("seconds", "engine", "plain Splink", "ratio"), seconds_rows(rounds)),
        )
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
