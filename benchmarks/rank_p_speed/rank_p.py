"""
Rank P in a process of its own: prints as JSON its seconds, its peak memory and the seconds of each statement.

The links are written as Parquet: identity_key, person_id. pandas, which reading a few rows brings in, is there before
the clock starts, as it is when Splink's does.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

import pandas as pd

from benchmarks.rank_p_speed.memory import peak_bytes
from benchmarks.rank_p_speed.tables import attached, shipped_rank_p
from benchmarks.trial.prepared import LAST_DAY
from linkage.engine.duckdb import DuckDBEngine
from linkage.probabilistic.model_file import read_model
from linkage.probabilistic.run import run_rank_p

BROUGHT_IN = pd
TARGET = 0.004
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


def run(database: Path, model: Path, links: Path) -> dict[str, object]:
    """Rank P on the tables of `database`."""
    engine: DuckDBEngine = attached(database)
    clock = Clock()
    engine.create = clock.noting(engine.create)  # type: ignore[method-assign]
    engine.rows = clock.noting(engine.rows, QUESTIONS)  # type: ignore[method-assign]
    read, rules = read_model(model), shipped_rank_p()
    before, began = peak_bytes(), time.monotonic()
    run_rank_p(engine, rules, read, target_false_match_rate=TARGET, last_day=LAST_DAY)
    seconds = round(time.monotonic() - began, 3)
    peak = peak_bytes()
    engine.write_parquet("select identity_key, person_id from posterior where status = 'linked'", links)
    engine.close()
    return {"seconds": seconds, "before_bytes": before, "peak_bytes": peak, "statements": clock.seconds}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(run(*map(Path, sys.argv[1:]))) + "\n")
