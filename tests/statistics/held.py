"""A hold-out of a few rows, each of an event of its own, weighted as statistics have it."""

from collections.abc import Sequence

from linkage import tables
from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.statistics import held_out

UNKNOWN = ("age_band", "sex", "ethnic_group", "deprivation", "provider")
"""Categories of which the events have none."""


def load_held(engine: DuckDBEngine, rows: Sequence[Sequence[object]], month: str = "2019-11") -> None:
    """Rows of the contract of holdout -> the tables up to holdout_weight; the events are of one month."""
    engine.load("holdout", tables.contract("holdout").types, rows)
    engine.connection.execute(
        "create table event as "
        "select distinct concat('E', identity_key) as event_id, identity_key, source_setting from holdout"
    )
    none = ", ".join(f"cast(null as string) as {name}" for name in UNKNOWN)
    engine.create(
        "outcome",
        f"select event_id, '{month}' as period, '{month}' as month, source_setting, {none} from event",
    )
    make_weights(engine)


def make_weights(engine: DuckDBEngine) -> None:
    """holdout, event, outcome -> held_event, held_cell, holdout_weight."""
    engine.create("held_event", held_out.held_event_sql())
    engine.create("held_cell", held_out.held_cell_sql())
    engine.create("holdout_weight", held_out.holdout_weight_sql())
