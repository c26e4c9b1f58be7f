"""
Rank P held against the truth: `python -m benchmarks.rank_p --work DIR`.

Worlds of a million people, in which six times as many records lack their number as published; all events without one
are pooled over seeds. Precision and recall, expected and real false links, the hold-out against the truth, and twins.
"""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from benchmarks import machine, process, proof_rows
from benchmarks.prepared import prepared
from benchmarks.table import markdown
from benchmarks.trial import Trial, trained, tried
from benchmarks.world import SEED, world
from linkage.config.load import load_job, load_rules
from linkage.config.rules import Rules
from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.probabilistic.model import Model
from linkage.probabilistic.model_file import read_model

SEEDS = (SEED, SEED + 1)
STRENGTHS = (0.0, 0.5, 1.0)
PHIS = (0.95, 0.80, 0.60)
POOL: Mapping[str, float] = {"events_per_person_month": 0.25, "number_missing_times": 6}
HELD_OUT = 250_000
"""Identities of the hold-out: all of them, to judge its bias and not its luck."""


def judged(work: Path, people: int, strength: float, phi: float, rules: Rules) -> Path:
    """One Parquet file a seed with the events without number and what rank P made of them; made when not there."""
    folder = work / "rank_p" / f"{people}-{strength:g}-{phi:g}"
    folder.mkdir(parents=True, exist_ok=True)
    for seed in SEEDS:
        target = folder / f"{seed}.parquet"
        if target.exists():
            continue
        kept = prepared(world(work, people, seed, record_quality=strength, **POOL))
        engine = tried(
            Trial(kept, rules, phi), model(work, kept, rules, f"{people}-{strength:g}-{seed}"), folder
        )
        engine.write_parquet(f"select {seed} as seed, * from ({proof_rows.described_sql()})", target)
        engine.write_parquet(
            f"select {seed} as seed, * from ({proof_rows.holdout_sql(engine)})",
            folder / f"{seed}-holdout.parquet",
        )
        engine.close()
    return folder


def model(work: Path, kept: Path, rules: Rules, name: str) -> Model:
    """The model of a world, trained when it is not there."""
    path = work / "rank_p" / f"model-{name}.json"
    if not path.exists():
        trained(kept, rules).write(path)
    return read_model(path)


def main(arguments: list[str]) -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rank_p", description=__doc__)
    parser.add_argument("--work", default="benchmarks/work", help="folder for the worlds, about 20 GB")
    parser.add_argument("--people", type=int, default=1_000_000)
    given = parser.parse_args(arguments)
    work = process.folder(given.work)
    folders = {}
    for strength in STRENGTHS:
        for phi in PHIS if strength == 0.5 else PHIS[:1]:  # noqa: PLR2004  the world's default
            some = world(work, given.people, SEEDS[0], record_quality=strength, **POOL)
            rules = load_rules(load_job(some / "job.toml"))
            stage = rules.p.model_copy(update={"holdout_identities": HELD_OUT}) if rules.p else None
            folders[strength, phi] = judged(
                work, given.people, strength, phi, rules.model_copy(update={"p": stage})
            )
    engine = DuckDBEngine(Session(folders=(work,)))
    sys.stdout.write(f"{given.people:,} people, seeds {', '.join(map(str, SEEDS))}; {machine.described()}\n")
    default = {phi: folders[0.5, phi] for phi in PHIS}
    for title, (head, rows) in {
        "Targets, record quality 0.5": proof_rows.targets(engine, default),
        "Expected and real false links at the default target, record quality 0.5": proof_rows.calibration(
            engine, default
        ),
        "Twins and other people alike, record quality 0.5": proof_rows.alike(engine, default),
        "The hold-out against the truth, phi 0.95": proof_rows.holdout(
            engine, {strength: folders[strength, PHIS[0]] for strength in STRENGTHS}
        ),
    }.items():
        sys.stdout.write(f"\n{title}\n\n{markdown(head, rows)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
