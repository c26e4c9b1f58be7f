"""
Rank P, for a process of its own: its seconds, its peak memory and the CPU seconds of each statement.

The links are written as Parquet: identity_key, person_id. pandas, which reading a few rows brings in, and what Arrow
brings in with it are there before the clock starts, as all modules are when Splink's does; and the contracts of tables,
which a month has read with its first file. The model and the rules are read with the clock running, as Splink's
settings are. The block of birth date and sex is bounded as all others are, since plain Splink has it whole.
"""

import time
from pathlib import Path
from typing import Any

import pandas as pd
from pyarrow import pandas_compat
from pyarrow.vendored import version

from benchmarks.rank_p_speed.spent import Clock, by_part
from benchmarks.rank_p_speed.tables import attached
from benchmarks.spent import peak_bytes
from benchmarks.trial.rules import rank_p, shipped_rules
from benchmarks.trial.run import TARGET
from benchmarks.world import LAST_DAY
from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.probabilistic.model.model_file import read_model
from linkage.steps.probabilistic.run import run_rank_p
from linkage.tables import all_tables

BROUGHT_IN = pd, pandas_compat, version
QUESTIONS = "questions: phi, the threshold, counts and contracts"


def run(database: Path, model: Path, links: Path) -> dict[str, Any]:
    """Rank P on the tables of `database`."""
    engine: DuckDBEngine = attached(database)
    clock = Clock()
    engine.create = clock.noting(engine.create)  # type: ignore[method-assign]
    engine.rows = clock.noting(engine.rows, QUESTIONS)  # type: ignore[method-assign]
    engine.columns = clock.noting(engine.columns, QUESTIONS)  # type: ignore[method-assign]
    all_tables()
    began, cpu = time.monotonic(), time.process_time()
    read, rules = read_model(model), rank_p(shipped_rules())
    rules = rules.model_copy(update={"max_block_people_without_place": rules.max_block_people})
    run_rank_p(engine, rules, read, target_false_match_rate=TARGET, last_day=LAST_DAY)
    seconds, cpu = time.monotonic() - began, time.process_time() - cpu
    peak = peak_bytes()
    engine.write_parquet("select identity_key, person_id from posterior where status = 'linked'", links)
    engine.close()
    return {
        "seconds": round(seconds, 3),
        "cpu": round(cpu, 3),
        "peak_bytes": peak,
        "statements": clock.seconds,
        "parts": by_part(clock.seconds, cpu),
    }
