"""
Rank P against plain Splink at the same work: `python -m benchmarks.rank_p_speed --work DIR`.

Events without NHS number against the person index, both from the same tables, levels, parameters and blocks, each in
a process of its own, one after the other, round by round. Plain Splink's threshold is the one that finds most nearly
the links of rank P; it is looked for beforehand. Both are trained beforehand, by the same training.
"""

import argparse
import json
import shutil
import statistics
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from benchmarks import machine, process
from benchmarks.prepared import prepared
from benchmarks.rank_p_input import shipped_rules, write_input
from benchmarks.table import markdown
from benchmarks.trial import trained
from benchmarks.world import world

SEED = 7001
OPTIONS = {"number_missing_times": 6.0, "events_per_person_month": 0.25}
"""Six times as many events without number as elsewhere, and four times as many events: a large pool."""

SIZES = (100_000, 1_000_000)
SLOWEST = 6
"""Statements that are listed."""

Told = Mapping[str, Any]


@dataclass(frozen=True)
class Setting:
    """One pool and one index, and the folder of its files."""

    name: str
    folder: Path
    events: int

    def ours(self) -> Told:
        """Rank P, once."""
        return self._told("benchmarks.rank_p_child", "ours")

    def plain(self, threshold: float | None) -> Told:
        """Plain Splink, once; None: without threshold."""
        return self._told("benchmarks.rank_p_splink_child", "plain", "none" if threshold is None else repr(threshold))

    def _told(self, module: str, side: str, *more: str) -> Told:
        database = self.folder / "running.duckdb"
        shutil.copy(self.folder / "input.duckdb", database)
        cost = process.run(
            ["-m", module, str(database), str(self.folder / "model.json"), str(self.folder / f"{side}.parquet"), *more]
        )
        database.unlink()
        told: Told = json.loads(cost.output.rstrip().rpartition("\n")[2])
        return told

    def nearest_threshold(self) -> float:
        """The match weight down to which plain Splink's best people agree best with the links of rank P."""
        self.ours()
        self.plain(None)
        return float(self._asked("""
            select match_weight from (
                select match_weight, sum(sum(event.events * coalesce((ours.person_id = plain.person_id)::int, 0) * 2))
                        over (order by match_weight desc)
                    - sum(sum(event.events)) over (order by match_weight desc) as gain
                from plain join event_identity as event using (identity_key)
                left join ours using (identity_key)
                group by match_weight
            ) order by gain desc, match_weight desc limit 1""")[0])

    def links(self) -> tuple[int, ...]:
        """Events linked by rank P, by plain Splink, by both to one person, and how many of each side's are right."""
        right = "exists (from truth where truth.event_id = event.event_id and truth.person_id = {0}.person_id)"
        return self._asked(f"""
            select count(ours.person_id), count(plain.person_id), count(*) filter (ours.person_id = plain.person_id),
                count(*) filter ({right.format("ours")}), count(*) filter ({right.format("plain")})
            from event left join ours using (identity_key) left join plain using (identity_key)""")

    def _asked(self, query: str) -> tuple[Any, ...]:
        with duckdb.connect(str(self.folder / "input.duckdb"), read_only=True) as connection:
            for side in ("ours", "plain"):
                connection.execute(
                    f"create temp view {side} as from read_parquet('{self.folder / side}.parquet')"
                )
            return tuple(connection.execute(query).fetchall()[0])


def made(work: Path, people: int, events: int | None = None) -> Setting:
    """The world, its model and the tables, made when they are not there; with `events` only so many of its events."""
    source = prepared(world(work, people, SEED, **OPTIONS))
    folder = source.parent / (f"rank-p-{events}" if events else "rank-p")
    folder.mkdir(exist_ok=True)
    model = source.parent / "rank-p-model.json"
    if not model.exists():
        trained(source, shipped_rules()).write(model)
    shutil.copy(model, folder / "model.json")
    counted = write_input(source, folder / "input.duckdb", events=events)
    return Setting(f"{people:,} people, {counted:,} events", folder, counted)


def row(setting: Setting, rounds: Sequence[tuple[Told, Told]]) -> tuple[str, ...]:
    """Median seconds of both, median and range of the ratio within each round, and the most memory of each."""
    ratios = [plain["seconds"] / ours["seconds"] for ours, plain in rounds]
    middles = [statistics.median(told["seconds"] for told in side) for side in zip(*rounds, strict=True)]
    memory = [max(told["peak_bytes"] for told in side) / 1e6 for side in zip(*rounds, strict=True)]
    return (
        setting.name,
        *(f"{seconds:.2f}" for seconds in middles),
        f"{statistics.median(ratios):.2f}",
        f"{min(ratios):.2f}-{max(ratios):.2f}",
        *(f"{most:,.0f}" for most in memory),
    )


def slowest(rounds: Sequence[tuple[Told, Told]]) -> list[tuple[str, str, str]]:
    """What rank P spent most of its seconds on: medians over the rounds."""
    names = {name for ours, _ in rounds for name in ours["statements"]}
    spent = {name: statistics.median(ours["statements"].get(name, 0) for ours, _ in rounds) for name in names}
    whole = statistics.median(ours["seconds"] for ours, _ in rounds)
    spent["everything else"] = whole - sum(spent.values())
    listed = sorted(spent, key=lambda name: -spent[name])
    rest = listed[SLOWEST:]
    rows = [(name, f"{spent[name]:.2f}", f"{spent[name] / whole:.0%}") for name in listed[:SLOWEST]]
    others = sum(spent[name] for name in rest)
    return [*rows, (f"{len(rest)} others", f"{others:.2f}", f"{others / whole:.0%}")]


def main(arguments: list[str]) -> int:
    """Run both in turn at each size, then at the largest with the events of the smallest, and print three tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rank_p_speed", description=__doc__)
    parser.add_argument("--work", default="benchmarks/work", help="folder for the worlds, about 3 GB")
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="people in each world")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args(arguments)
    work = process.folder(given.work)
    settings = [made(work, people) for people in sorted(given.sizes)]
    settings.append(made(work, max(given.sizes), settings[0].events))
    speed, links, rounds = [], [], []
    for setting in settings:
        threshold = setting.nearest_threshold()
        rounds = [(setting.ours(), setting.plain(threshold)) for _ in range(given.rounds)]
        speed.append(row(setting, rounds))
        ours, plain, both, our_right, plain_right = setting.links()
        links.append((setting.name, f"{ours:,}", f"{plain:,}", f"{both:,}", f"{our_right / ours:.2%}",
                      f"{plain_right / plain:.2%}", f"{threshold:.2f}"))  # fmt: skip
        if setting is settings[-2]:
            spent = slowest(rounds)
    memory = ("rank P, MB", "plain, MB")
    sys.stdout.write(
        f"seed {SEED}, {given.rounds} rounds; {machine.described()}\n\n"
        + markdown(("", "rank P, s", "plain Splink, s", "times as fast", "range", *memory), speed)
        + "\n\n"
        + markdown(("", "links", "plain", "the same", "precision", "plain", "threshold, bits"), links)
        + f"\n\nWhere rank P spends it, {settings[-2].name}:\n\n"
        + markdown(("", "s", "share"), spent)
        + "\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
