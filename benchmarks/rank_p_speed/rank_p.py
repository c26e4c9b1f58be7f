"""
Rank P, for a process of its own: its seconds, its peak memory and the seconds of each statement.

The links are written as Parquet: identity_key, person_id. pandas, which reading a few rows brings in, is there before
the clock starts, as it is when Splink's does; and the contracts of tables, which a month has read with its first file.
"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import pandas as pd

from benchmarks.rank_p_speed.memory import peak_bytes
from benchmarks.rank_p_speed.tables import attached
from benchmarks.trial.rules import rank_p, shipped_rules
from benchmarks.trial.run import TARGET
from benchmarks.world import LAST_DAY
from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.probabilistic.model.model_file import read_model
from linkage.steps.probabilistic.run import run_rank_p
from linkage.tables import all_tables

BROUGHT_IN = pd
QUESTIONS = "questions: phi, the threshold and counts"

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


class Clock:
    """Seconds by what they were spent on; of two that run one in the other, the inner is counted once."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.seconds: dict[str, float] = {}
        self.inner = 0.0

    def noting(self, call: Callable[Given, Answer], name: str | None = None) -> Callable[Given, Answer]:
        """`call`, which also notes how long it took, under `name` or else its first argument."""

        def noted(*given: Given.args, **named: Given.kwargs) -> Answer:
            began, before = time.monotonic(), self.inner
            answer = call(*given, **named)
            took, under = time.monotonic() - began, name or str(given[0])
            self.seconds[under] = self.seconds.get(under, 0) + took - (self.inner - before)
            self.inner = before + took
            return answer

        return noted


def run(database: Path, model: Path, links: Path) -> dict[str, Any]:
    """Rank P on the tables of `database`."""
    engine: DuckDBEngine = attached(database)
    clock = Clock()
    engine.create = clock.noting(engine.create)  # type: ignore[method-assign]
    engine.rows = clock.noting(engine.rows, QUESTIONS)  # type: ignore[method-assign]
    read, rules = read_model(model), rank_p(shipped_rules())
    all_tables()
    began = time.monotonic()
    run_rank_p(engine, rules, read, target_false_match_rate=TARGET, last_day=LAST_DAY)
    seconds = round(time.monotonic() - began, 3)
    peak = peak_bytes()
    engine.write_parquet("select identity_key, person_id from posterior where status = 'linked'", links)
    engine.close()
    return {"seconds": seconds, "peak_bytes": peak, "statements": clock.seconds}
