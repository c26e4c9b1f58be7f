"""Whom identities fall to in each draw, table by table: the keyed hash behind it is one function on both engines."""

import pytest

from linkage.engine.base import Engine
from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import Row
from tests.spec.test_link_draws import drawn

pytestmark = pytest.mark.spark

DRAWS = range(1, 7)
"""Two hashes' worth, one of them in part."""
TABLES = {
    "drawn_identity": "identity_key, person_id, drawn_by",
    "drawn_uniform": "identity_key, draw, number",
    "rank_draw": "identity_key, draw, person_id",
    "candidate_share": "identity_key, draw, person_id, above, below",
    "pool_draw": "identity_key, draw, person_id, anybody",
    "link_draws": "event_id, draw, person_id",
}


def test_identities_fall_alike(duckdb: DuckDBEngine, spark: Engine) -> None:
    """Of links by a number that is right half of the time, and of two candidates beside nobody: the same rows."""
    none: Row = dict.fromkeys(("rank", "person", "before P", "people"))
    linked: list[Row] = [
        {"identity": n, "rank": "1A", "person": "A", "before P": "true", "people": 1} for n in range(40)
    ]
    linked += [{"identity": n, **none} for n in range(40, 80)]
    likely: list[Row] = [
        {"identity": n, "person": person, "probability": probability}
        for n in range(40, 80)
        for person, probability in (("D", 0.3), ("Y", 0.4))
    ]
    for engine in (duckdb, spark):
        drawn(engine, likely, linked=linked, number_right=0.5, opted_out=["Y"], draws=DRAWS)
    rows = {
        table: [sorted(engine.rows(f"select {columns} from {table}"), key=repr) for engine in (duckdb, spark)]
        for table, columns in TABLES.items()
    }

    assert {table for table, (right, found) in rows.items() if right != found} == set()
    assert all(right for right, _ in rows.values())
