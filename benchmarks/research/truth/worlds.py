"""The worlds of one strength and one phi, and what came of the trials on them, kept in the work folder."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.research.truth.described import described_sql
from benchmarks.research.truth.holdout import holdout_sql
from benchmarks.trial.hospital import prepared_beside, trained_beside
from benchmarks.trial.rules import with_p
from benchmarks.trial.run import Trial, tried
from benchmarks.world import POOL, told, world
from linkage.config.load import load_job, load_rules
from linkage.config.rules import Rules
from linkage.steps.probabilistic.model.model import Model
from linkage.steps.probabilistic.model.model_file import read_model

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
        name = f"{self.people}-{self.strength:g}{told(self.options)}"
        return self.work / "rank_p" / name / f"phi-{self.phi:g}"


def judged(worlds: Worlds, seeds: Sequence[int]) -> Path:
    """Parquet files of each seed: events without a number, all events, and the hold-out; made when not there."""
    folder = worlds.folder()
    folder.mkdir(parents=True, exist_ok=True)
    for seed in seeds:
        if (folder / f"{seed}-holdout.parquet").exists():
            continue
        some = worlds.of(seed)
        rules = with_p(load_rules(load_job(some / "job.toml")), holdout_identities=HELD_OUT)
        kept = prepared_beside(some)
        engine = tried(Trial(kept, rules, worlds.phi), model(folder.parent, kept, rules, seed), folder)
        for name, query in (
            ("", described_sql()),
            ("-decided", "select * from decided"),
            ("-holdout", holdout_sql(engine)),
        ):
            engine.write_parquet(f"select {seed} as seed, * from ({query})", folder / f"{seed}{name}.parquet")
        engine.close()
    return folder


def model(folder: Path, kept: Path, rules: Rules, seed: int) -> Model:
    """The model of a world, trained when it is not there."""
    path = folder / f"model-{seed}.json"
    if not path.exists():
        trained_beside(kept, rules).write(path)
    return read_model(path)
