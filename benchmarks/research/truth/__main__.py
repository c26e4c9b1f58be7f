"""
Rank P held against the truth: `python -m benchmarks.research.truth --work DIR`.

Worlds of a million people, in which six times as many records lack their number as published; all events without one
are pooled over seeds. Precision and recall, expected and real false links by stratum and of every rank, the hold-out
against the truth, and twins.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import machine, process
from benchmarks.research.truth import described as proof_rows
from benchmarks.research.truth import holdout as proof_holdout
from benchmarks.research.truth import strata as proof_strata
from benchmarks.table import markdown
from benchmarks.trial.prepared import prepared
from benchmarks.trial.run import Trial, trained, tried
from benchmarks.world import SEED, synth_options, world
from linkage.config.load import load_job, load_rules
from linkage.config.rules import Rules
from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.probabilistic.model import Model
from linkage.probabilistic.model_file import read_model

SEEDS = (SEED, SEED + 1)
STRENGTHS = (0.0, 0.5, 1.0)
PHIS = (0.95, 0.80, 0.60)
POOL: Mapping[str, float] = {"events_per_person_month": 0.25, "number_missing_times": 6}
ERRORS: Mapping[str, float] = {}
"""Options of `linkage synth` in all these worlds beside POOL, which `--synth` replaces; none: its defaults."""
DEFAULT_STRENGTH = 0.5
"""Record quality of a world that is not told otherwise; only there is phi varied."""
HELD_OUT = 250_000
"""Identities of the hold-out: all of them, to judge its bias and not its luck."""


@dataclass(frozen=True)
class Worlds:
    """The worlds of one strength and one phi, a seed each."""

    work: Path
    people: int
    strength: float
    phi: float
    options: Mapping[str, float]

    def of(self, seed: int) -> Path:
        """One of them, made when it is not there."""
        return world(self.work, self.people, seed, record_quality=self.strength, **POOL, **self.options)

    def folder(self) -> Path:
        """Where what came of them is kept."""
        told = "".join(f"-{name}-{value:g}" for name, value in self.options.items())
        return self.work / "rank_p" / f"{self.people}-{self.strength:g}{told}" / f"phi-{self.phi:g}"


def judged(worlds: Worlds, seeds: Sequence[int]) -> Path:
    """Parquet files of each seed: events without a number, all events, and the hold-out; made when not there."""
    folder = worlds.folder()
    folder.mkdir(parents=True, exist_ok=True)
    for seed in seeds:
        if (folder / f"{seed}-holdout.parquet").exists():
            continue
        some = worlds.of(seed)
        rules = load_rules(load_job(some / "job.toml"))
        stage = rules.p.model_copy(update={"holdout_identities": HELD_OUT}) if rules.p else None
        rules, kept = rules.model_copy(update={"p": stage}), prepared(some)
        engine = tried(Trial(kept, rules, worlds.phi), model(folder.parent, kept, rules, seed), folder)
        for name, query in (
            ("", proof_rows.described_sql()),
            ("-decided", "select * from decided"),
            ("-holdout", proof_rows.holdout_sql(engine)),
        ):
            engine.write_parquet(f"select {seed} as seed, * from ({query})", folder / f"{seed}{name}.parquet")
        engine.close()
    return folder


def model(folder: Path, kept: Path, rules: Rules, seed: int) -> Model:
    """The model of a world, trained when it is not there."""
    path = folder / f"model-{seed}.json"
    if not path.exists():
        trained(kept, rules).write(path)
    return read_model(path)


def main(arguments: list[str]) -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.research.truth", description=__doc__)
    parser.add_argument("--work", default="benchmarks/work", help="folder for the worlds, about 20 GB")
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--seeds", type=int, nargs="+", default=list(SEEDS))
    parser.add_argument("--strengths", type=float, nargs="+", default=list(STRENGTHS))
    parser.add_argument("--phis", type=float, nargs="+", default=list(PHIS))
    parser.add_argument(
        "--synth", nargs="+", default=[f"{name}={value:g}" for name, value in ERRORS.items()],
        metavar="NAME=VALUE", help="options of `linkage synth`, such as copied_records=0.02",
    )  # fmt: skip
    given = parser.parse_args(arguments)
    work = process.folder(given.work)
    options = synth_options(given.synth)
    folders = {
        (strength, phi): judged(Worlds(work, given.people, strength, phi, options), given.seeds)
        for strength in given.strengths
        for phi in (given.phis if strength == DEFAULT_STRENGTH else given.phis[:1])
    }
    engine = DuckDBEngine(Session(folders=(work,)))
    told = "".join(f", {word}" for word in given.synth)
    seeds = ", ".join(map(str, given.seeds))
    sys.stdout.write(f"{given.people:,} people, seeds {seeds}{told}; {machine.described()}\n")
    default = {phi: folder for (strength, phi), folder in folders.items() if strength == DEFAULT_STRENGTH}
    named = {f"quality {strength:g}, phi {phi:g}": folder for (strength, phi), folder in folders.items()}
    for title, (head, rows) in {
        "Targets, record quality 0.5": proof_rows.targets(engine, default),
        "Rank P on events without a number, at the default target": proof_strata.strata(engine, default),
        "Twins and other people alike": proof_rows.alike(engine, default),
        "Every rank that gives a probability": proof_strata.every_rank(engine, default),
        "By probability": proof_strata.bands(engine, default),
        "The hold-out against the truth": proof_holdout.beside_truth(engine, named),
    }.items():
        sys.stdout.write(f"\n{title}\n\n{markdown(head, rows)}\n")
    unscored = proof_strata.unscored(engine, default.values())
    sys.stdout.write(f"\nLinks without a probability, of all {len(default)} shares: {unscored:,}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
