"""The statistics of the months that one run links, one after the other, until they are written together."""

from collections.abc import Sequence

from linkage.engine.base import Engine
from linkage.engine.quote import identifier, literal
from linkage.release.content.carry import earlier_statistics_sql
from linkage.release.layout import Layout
from linkage.release.record.manifest import Manifest
from linkage.steps.statistics.columns import listed_sql
from linkage.steps.statistics.run import unite
from linkage.tables import contract


def made_table(month: str) -> str:
    """The table that keeps the statistics of a month which was linked: its own, so that no other month touches it."""
    return f"statistics_of_{month.replace('-', '_')}"


def add_statistics(engine: Engine, month: str) -> None:
    """The statistics of `month`, which has just been linked, put aside."""
    unite(engine, made_table(month), [f"select * from statistics where period = {literal(month)}"])


def unite_statistics(engine: Engine, made: Sequence[str]) -> None:
    """Those of all the months `made` -> statistics."""
    unite(engine, "statistics", list(made_parts(made)) or ["select * from statistics where false"])


def made_parts(made: Sequence[str]) -> tuple[str, ...]:
    """Queries of the statistics of the months `made`."""
    return tuple(f"select * from {identifier(made_table(month))}" for month in made)


def earlier_sql(engine: Engine, layout: Layout, previous: Manifest | None, made: Sequence[str]) -> str | None:
    """
    A table expression of the statistics that a month is compared with; None where there are none.

    Those of the release before, and for months that this run has `made` again those that it found.
    """
    earlier = earlier_statistics_sql(engine, layout, previous, contract("statistics"))
    if not earlier or not made:
        return earlier
    listed, months = listed_sql(), ", ".join(map(literal, made))
    now = " union all ".join(f"select {listed} from ({part}) as part" for part in made_parts(made))
    return f"({now} union all select {listed} from {earlier} where period not in ({months})) as known"
