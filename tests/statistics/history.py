"""Small statistics tables for the tests of publications and change."""

from linkage.engine.base import Row
from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.statistics.run import complete_statistics
from linkage.tables import contract


def rate(
    month: str,
    category: str,
    linked: int,
    events: int,
    table: str = "match_rate_by",
    breakdown: str = "provider",
) -> Row:
    """The match rate of one category."""
    value = linked / events if events else None
    return (month, table, breakdown, category, "match_rate", linked, events, value, "sub-national", 1, 1)


def completed(now: list[Row], earlier: list[Row], month: str, before: str | None) -> DuckDBEngine:
    """An engine with the statistics of `month`, made of its own rows and those of the release before."""
    engine = DuckDBEngine()
    types = contract("statistics").types
    engine.load("statistics", types, now)
    engine.load("last_release", types, earlier)
    complete_statistics(engine, month, [], "last_release", before)
    return engine
