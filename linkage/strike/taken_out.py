"""The events that each month of a run loses to opt-outs, for what reviewers said of them to be purged."""

from collections.abc import Iterable

from linkage.engine.base import Engine
from linkage.engine.empty import no_rows_sql
from linkage.engine.quote import identifier
from linkage.engine.table import has_table


def taken_table(month: str) -> str:
    """The table that keeps them of a month which was linked: its own, so that no other month or strike touches it."""
    return f"opted_out_of_{month.replace('-', '_')}"


def note_taken_out(engine: Engine, month: str) -> None:
    """Those of `month`, which has just been linked, put aside."""
    engine.create(taken_table(month), "select event_id from opted_out_event")


def taken_out_sql(engine: Engine, months: Iterable[str]) -> str:
    """One row per event that left one of the `months`, which were linked, or a month that was carried."""
    parts = [f"select event_id from {identifier(taken_table(month))}" for month in months]
    if has_table(engine, "struck_event"):
        parts.append("select event_id from struck_event where what = 'opted_out'")
    return " union all ".join(parts) or no_rows_sql({"event_id": "text"})
