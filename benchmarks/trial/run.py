"""One trial of rank P: the month of a prepared world, against an index that holds a known share of its people."""

from dataclasses import dataclass
from pathlib import Path

from benchmarks.trial.decided import make_decided
from benchmarks.trial.events import make_events
from benchmarks.trial.index import make_index, shorten_index
from benchmarks.trial.judged import judged_sql
from benchmarks.trial.prepared import opened
from benchmarks.trial.rules import rank_p
from benchmarks.world import LAST_DAY, MONTH
from linkage.config.job import EvidenceTable
from linkage.config.rules import Rules
from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.probabilistic.model.model import Model
from linkage.steps.probabilistic.run import run_rank_p
from linkage.steps.probabilistic.training.train import train_model
from linkage.steps.ranks.run import run_ranks

TARGET = 0.004
"""Wrong links aimed at: the default of a job."""
SHIPPED = EvidenceTable()
"""Further evidence as a job file that says nothing of it has it."""


@dataclass(frozen=True)
class Trial:
    """What to try."""

    folder: Path
    """A prepared world."""
    rules: Rules
    phi: float | None = None
    """Share of the events without number whose person is in the index, people being taken out until it holds.
    None: all who are in HES."""
    switches: EvidenceTable = SHIPPED


def trained(folder: Path, rules: Rules) -> Model:
    """A model from the whole month and the whole index of a prepared world."""
    engine = opened(folder)
    make_index(engine, rules)
    make_events(engine)
    model = learnt(engine, rules)
    engine.close()
    return model


def learnt(engine: DuckDBEngine, rules: Rules, *, hospital_records: bool = False) -> Model:
    """A model from the events and the index that are there."""
    engine.create("birth_day_count", "select * from kept_birth_day_count")
    return train_model(
        engine, rank_p(rules), months=(MONTH,), inputs_sha256="none", hospital_records=hospital_records
    )


def tried(trial: Trial, model: Model, *folders: Path) -> DuckDBEngine:
    """
    An engine with the tables of rank P, and two that hold its links against the truth.

    `judged` has one row per event without a number, `decided` one per event, whatever rank linked it. `folders` are
    others that the engine may write to.
    """
    engine = opened(trial.folder, *folders)
    shorten_index(engine, trial.rules, trial.phi)
    make_events(engine)
    run_ranks(engine, trial.rules)
    score(engine, trial.rules, model, trial.switches)
    engine.create("judged", judged_sql())
    make_decided(engine)
    return engine


def score(
    engine: DuckDBEngine, rules: Rules, model: Model, switches: EvidenceTable, target: float = TARGET
) -> None:
    """Rank P, on what the ranks by number left."""
    run_rank_p(
        engine, rank_p(rules), model, target_false_match_rate=target, last_day=LAST_DAY, switches=switches
    )
