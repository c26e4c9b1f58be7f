"""One pool, the events without a valid number, linked with each switch of the further evidence."""

import time
from pathlib import Path

from benchmarks.research.evidence.mistyped import mistype
from benchmarks.research.evidence.outcome import Outcome, counted
from benchmarks.trial.events import make_events
from benchmarks.trial.hospital import HOSPITAL
from benchmarks.trial.index import make_index, shorten_index
from benchmarks.trial.judged import judged_sql
from benchmarks.trial.prepared import TABLES, opened
from benchmarks.trial.run import learnt, score
from linkage.config.job import EvidenceTable
from linkage.config.rules import Rules
from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.probabilistic.evidence.activity import hospital_activity_sql
from linkage.steps.probabilistic.evidence.weigh import OFF
from linkage.steps.ranks.run import run_ranks
from linkage.steps.standardise.run import load_codes

USUAL = ("identity", "birth_day_count", "event", "same_person")
KEPT = {name: TABLES[name] for name in USUAL} | HOSPITAL
"""Tables kept of the world: the usual ones, and what the evidence reads."""

SWITCHES = {
    "none": OFF,
    "nhs_number_near": EvidenceTable(),
    "gp_practice": OFF.model_copy(update={"gp_practice": True}),
    "hospital_activity": OFF.model_copy(update={"hospital_activity": True}),
    "all three": EvidenceTable(gp_practice=True, hospital_activity=True),
}


def outcomes(folder: Path, rules: Rules, phi: float | None) -> dict[str, Outcome]:
    """By name of switch; `phi` is the share of the pool whose person stays in the index, None for the whole."""
    engine = opened(folder, kept=KEPT)
    load_codes(engine)
    for table in HOSPITAL:
        engine.create(table, f"select * from kept_{table}")
    mistype(engine)
    make_index(engine, rules)
    make_events(engine, "nhs_number is not null")
    model = learnt(engine, rules, hospital_records=True)
    make_pool(engine, rules, phi)
    found = {}
    for name, switches in SWITCHES.items():
        began = time.monotonic()
        score(engine, rules, model, switches)
        seconds = time.monotonic() - began
        engine.create("outcome", judged_sql())
        if name == "none":
            engine.create("outcome_before", "select * from outcome")
        found[name] = counted(engine, seconds)
    engine.close()
    return found


def make_pool(engine: DuckDBEngine, rules: Rules, phi: float | None) -> None:
    """The events without a valid number, ranked, and an index that holds the person of a share `phi` of them."""
    engine.create("pool_event", "select * from kept_event where nhs_number is null")
    shorten_index(engine, rules, phi)
    make_events(engine, "nhs_number is null")
    run_ranks(engine, rules)
    engine.create("hospital_activity_kept", hospital_activity_sql())
