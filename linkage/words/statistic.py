"""
What a statistic is: rows of one table of the statistics, and everything that is decided about them.

Each is the value STATISTIC of a module of `linkage/steps/statistics/tables`. The step makes its rows, strikes make them
again, disclosure control asks whether and how they may be shared, and the data dictionary tells what they are.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from linkage.engine.dialect import Dialect
from linkage.engine.making import Item
from linkage.words.control import Control


class CountedFrom(Enum):
    """What the rows are counted from, which says when they are made."""

    EVENTS = "the events of the month"
    """By way of `outcome`; made again where people are struck, from what is kept of the month."""
    RECORDS = "files and hospital records"
    RUN = "the run itself"
    """There is no query: the month's account lists them."""
    STATISTICS = "the statistics"
    """Of the month, its level said, beside those of the release before: month_statistics and earlier_statistics."""


@dataclass(frozen=True)
class Asked:
    """The month that statistics are asked for."""

    dialect: Dialect
    month: str = ""
    """YYYY-MM; blank for statistics of events, which have it from there."""
    last_day: str = ""
    ranks: tuple[str, ...] = ()
    """In the order in which they are offered."""
    has_p: bool = False
    before: str | None = None
    """The month to compare with."""
    imaging_appointments: tuple[str, ...] = ()
    """Treatment functions of appointments that are the record of a scan."""


def nothing(_asked: Asked) -> Sequence[Item]:
    """No table but those of others."""
    return ()


@dataclass(frozen=True)
class Charted:
    """A breakdown whose numbers are copied when a month is published, for the charts of later reports."""

    breakdown: str
    copied: str
    """Breakdown of the copy."""
    prefix: str = ""
    """What the measures of the copy begin with."""
    national: tuple[str, ...] = ()
    """Measures of the copy, where it is of the whole."""


@dataclass(frozen=True)
class Statistic:
    """Rows of one table of the statistics; several may share a table."""

    table: str
    meaning: str
    """What the rows say, in a sentence."""
    source: CountedFrom
    control: Control | None
    """None: internal."""
    chapter: str
    """Anchor of the report's chapter that shows it; blank where none does."""
    sql: Callable[[Asked], str] | None = None
    """The query of the rows: the columns of the contract, but `level` only if counted from the statistics."""
    items: Callable[[Asked], Sequence[Item]] = nothing
    """Tables that it reads beside those of the month, in the order of making."""
    breakdowns: tuple[str, ...] = ()
    """Breakdowns of the table that are its own; empty: all that no other statistic names."""
    needs_p: bool = False
    """Whether there is nothing to count without rank P."""
    needs_before: bool = False
    """Whether there is nothing to count without a month before."""
    sums: str = ""
    """Condition on rows that are sums over people: those of some people can be taken out of them."""
    sums_kept: str = ""
    """The same where all of its rows are such sums, by what is kept of a month; blank where any is not."""
    carried: str = ""
    """Condition on rows that speak of nobody's events, and stand when people are struck."""
    struck_apart: bool = False
    """Whether `linkage.strike` has a query of its own for them."""
    charted: tuple[Charted, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what no strike would know how to make again, and a query where there is none: ValueError."""
        if not (self.source is CountedFrom.EVENTS or self.carried or self.struck_apart):
            raise ValueError(f"statistic {self.table}: say what becomes of its rows when people are struck")
        if self.charted and self.control is None:
            raise ValueError(
                f"statistic {self.table}: what is internal is not charted, for charts are shared"
            )
        if (self.sql is None) != (self.source is CountedFrom.RUN):
            raise ValueError(f"statistic {self.table}: a query is needed, but of what the run itself tells")

    def applies(self, asked: Asked) -> bool:
        """Whether there is something to count in such a month."""
        return (asked.has_p or not self.needs_p) and (asked.before is not None or not self.needs_before)

    def rows_sql(self, asked: Asked) -> str:
        """The query of its rows; ValueError where the run itself lists them."""
        if self.sql is None:
            raise ValueError(f"statistic {self.table} has no query")
        return self.sql(asked)
