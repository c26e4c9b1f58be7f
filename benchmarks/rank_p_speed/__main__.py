"""
Rank P against plain Splink at the same work: `python -m benchmarks.rank_p_speed --work DIR`.

Events without NHS number against the person index, both from the same tables, levels, parameters and blocks, each in
a process of its own, one after the other, round by round. Plain Splink's threshold is the one that finds most nearly
the links of rank P; it is looked for beforehand. Both are trained beforehand, by the same training.
"""

import statistics
import sys
from collections.abc import Sequence

from benchmarks import machine, options
from benchmarks.rank_p_speed.race import SEED, Race, Told, made
from benchmarks.table import markdown, write

SIZES = (100_000, 1_000_000)
SLOWEST = 6
"""Statements that are listed."""

SPEED_HEAD = (
    *("", "rank P, CPU s", "plain Splink, CPU s", "times as long", "range"),
    *("rank P, wall s", "plain, wall s", "rank P, MB", "plain, MB"),
)
LINKS_HEAD = ("", "links", "plain", "the same", "precision", "plain", "threshold, bits")


def row(race: Race, rounds: Sequence[tuple[Told, Told]]) -> tuple[str, ...]:
    """Median CPU seconds of both, the ratio within each round, median wall seconds, and the most memory of each."""
    ratios = [ours["cpu"] / plain["cpu"] for ours, plain in rounds]
    sides = list(zip(*rounds, strict=True))
    cpu, wall = (
        [statistics.median(told[what] for told in side) for side in sides] for what in ("cpu", "seconds")
    )
    memory = [max(told["peak_bytes"] for told in side) / 1e6 for side in sides]
    return (
        race.name,
        *(f"{seconds:.2f}" for seconds in cpu),
        f"{statistics.median(ratios):.2f}",
        f"{min(ratios):.2f}-{max(ratios):.2f}",
        *(f"{seconds:.2f}" for seconds in wall),
        *(f"{most:,.0f}" for most in memory),
    )


def parts(rounds: Sequence[Sequence[tuple[Told, Told]]]) -> list[tuple[str, ...]]:
    """What either spent its CPU seconds on, a column for the rounds of each race: medians."""
    rows = []
    for place, side in enumerate(("rank P", "plain Splink")):
        for part in rounds[0][0][place]["parts"]:
            spent = (statistics.median(pair[place]["parts"][part] for pair in of_race) for of_race in rounds)
            rows.append((f"{side}: {part}", *(f"{seconds:.3f}" for seconds in spent)))
    return rows


def slowest(rounds: Sequence[tuple[Told, Told]]) -> list[tuple[str, str, str]]:
    """The statements on which rank P spent most of its CPU seconds: medians over the rounds."""
    names = {name for ours, _ in rounds for name in ours["statements"]}
    spent = {name: statistics.median(ours["statements"].get(name, 0) for ours, _ in rounds) for name in names}
    whole = statistics.median(ours["cpu"] for ours, _ in rounds)
    spent["everything else"] = whole - sum(spent.values())
    listed = sorted(spent, key=lambda name: -spent[name])
    rest = listed[SLOWEST:]
    rows = [(name, f"{spent[name]:.2f}", f"{spent[name] / whole:.0%}") for name in listed[:SLOWEST]]
    others = sum(spent[name] for name in rest)
    return [*rows, (f"{len(rest)} others", f"{others:.2f}", f"{others / whole:.0%}")]


def links_row(race: Race, threshold: float) -> tuple[str, ...]:
    """How many events both linked, and how many of them rightly."""
    ours, plain, both, our_right, plain_right = race.links()
    return (
        *(race.name, f"{ours:,}", f"{plain:,}", f"{both:,}"),
        *(f"{our_right / ours:.2%}", f"{plain_right / plain:.2%}", f"{threshold:.2f}"),
    )


def main(arguments: list[str]) -> int:
    """Run both in turn at each size, then at the largest with the events of the smallest, and print four tables."""
    given = options.parsed(arguments, "benchmarks.rank_p_speed", __doc__, "about 3 GB", sizes=SIZES, rounds=3)
    races = [made(given.work, people) for people in sorted(given.sizes)]
    races.append(made(given.work, max(given.sizes), races[0].events))
    speed, links, spent, raced = [], [], [], []
    for race in races:
        threshold = race.nearest_threshold()
        rounds = [(race.ours(), race.plain(threshold)) for _ in range(given.rounds)]
        raced.append(rounds)
        speed.append(row(race, rounds))
        links.append(links_row(race, threshold))
        if race is races[-2]:
            spent = slowest(rounds)
    write(
        (
            f"seed {SEED}, {given.rounds} rounds; {machine.described()}",
            markdown(SPEED_HEAD, speed),
            markdown(LINKS_HEAD, links),
            "What the CPU seconds were spent on:",
            markdown(("", *(race.name for race in races)), parts(raced)),
            f"The slowest statements of rank P, {races[-2].name}:",
            markdown(("", "CPU s", "share"), spent),
        )
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
