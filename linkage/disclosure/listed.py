"""Which rule each number has, as its statistic says; what no statistic speaks of has none, like an internal one."""

from collections.abc import Mapping
from functools import cache
from typing import TypeVar

from linkage.steps.statistics.every import every
from linkage.words.control import Control, MadeAnew
from linkage.words.statistic import Charted, Statistic

Kind = TypeVar("Kind", bound=Control)


@cache
def control_of(table: str, breakdown: str) -> Control | None:
    """The control of a number; None where nobody outside may see it."""
    of_table = [statistic for statistic in every() if statistic.table == table]
    own = [statistic for statistic in of_table if breakdown in statistic.breakdowns]
    found: list[Statistic] = own or [statistic for statistic in of_table if not statistic.breakdowns]
    return found[0].control if found else None


def tables_with(kind: type[Kind]) -> Mapping[str, Kind]:
    """The tables under one kind of control, with what it says of each."""
    return {
        statistic.table: statistic.control for statistic in every() if isinstance(statistic.control, kind)
    }


def made_anew() -> frozenset[str]:
    """The tables that are made again from controlled numbers."""
    return frozenset(tables_with(MadeAnew))


@cache
def charted_places() -> Mapping[tuple[str, str], Charted]:
    """Table and breakdown that publications are copies of."""
    return {
        (statistic.table, charted.breakdown): charted
        for statistic in every()
        for charted in statistic.charted
    }
