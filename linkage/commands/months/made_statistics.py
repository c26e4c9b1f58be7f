"""The statistics of the months that one run links, one after the other, until they are written together."""

from collections.abc import Sequence

from linkage.engine.base import Engine
from linkage.engine.quote import literal
from linkage.release.content.carry import earlier_statistics_sql
from linkage.release.layout import Layout
from linkage.release.record.manifest import Manifest
from linkage.steps.statistics.columns import listed_sql
from linkage.steps.statistics.run import unite
from linkage.tables import contract

MADE = "made_statistics"
"""Those of the months linked so far."""


def add_statistics(engine: Engine, month: str, made: Sequence[str]) -> None:
    """The statistics of `month`, which has just been linked, beside those of the months `made` before it."""
    before = [f"select * from {MADE}"] if made else []
    unite(engine, MADE, [*before, f"select * from statistics where period = {literal(month)}"])


def unite_statistics(engine: Engine, made: Sequence[str]) -> None:
    """made_statistics -> statistics of all the months `made`."""
    unite(engine, "statistics", [f"select * from {MADE}" if made else "select * from statistics where false"])


def earlier_sql(engine: Engine, layout: Layout, previous: Manifest | None, made: Sequence[str]) -> str | None:
    """
    A table expression of the statistics that a month is compared with; None where there are none.

    Those of the release before, and for months that this run has `made` again those that it found.
    """
    earlier = earlier_statistics_sql(engine, layout, previous, contract("statistics"))
    if not earlier or not made:
        return earlier
    listed, months = listed_sql(), ", ".join(map(literal, made))
    return (
        f"(select {listed} from {MADE} union all"
        f" select {listed} from {earlier} where period not in ({months})) as known"
    )
