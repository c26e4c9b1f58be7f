"""The same SQL over the same rows gives the same rows on both engines."""

from pathlib import Path

import pytest

from linkage.engine.base import Engine
from linkage.engine.duckdb import DuckDBEngine
from tests.spark.flow import MADE, held, raw_rows, run_flow
from tests.spec.steps import profile

pytestmark = pytest.mark.spark

UNASKED = {"decided_event", "bearing_decision", "review_decision", "provider_split", "provider_kin"}
"""Tables without a row in this world: nobody has decided anything, and no provider was split."""
NO_ROWS = {"dmq_2015": {*UNASKED, "compared_identity"}, "hes_did": {*UNASKED, "contradicted_identity"}}
"""One asks for no comparison, the other for a number."""


@pytest.mark.parametrize("name", ["dmq_2015", "hes_did"])
def test_from_raw_rows_to_pathways(duckdb: DuckDBEngine, spark: Engine, tmp_path: Path, name: str) -> None:
    """A synthetic month, every table of every step between: the rows, their values and how many there are."""
    raw = raw_rows(tmp_path / "world")
    for engine in (duckdb, spark):
        run_flow(engine, raw, profile(name))
    there = [table for table in MADE if table in duckdb.tables()]
    rows = {table: (held(duckdb, table), held(spark, table)) for table in there}

    differ = {table: set(right) ^ set(found) for table, (right, found) in rows.items() if right != found}
    assert differ == {}
    empty = {table for table, (right, _) in rows.items() if not right}
    assert empty == NO_ROWS[name]
