"""The month beside the one published rank table, of April 2015, and why the two are not of one kind."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from linkage.config.shipped import shipped
from linkage.report.facts import ReportFacts
from linkage.report.figures import Figures, share
from linkage.report.table import Kind, Mark, ShownCell, ShownColumn, ShownTable
from linkage.words.names import DECISION

FILE = "dmq_april_2015.toml"
BY_ADDRESS = ("6", "7")
"""Ranks without an NHS number, in whose place rank P comes in some profiles."""
NOTE = (
    "Not of one kind: April 2015 counts what is headed matched HESIDs, in some ten months of events of all of England, "
    "{unexplained:,} records of which are in neither its steps nor its unmatched; so shares alone stand here, and a "
    "difference is a question and no finding."
)


@dataclass(frozen=True)
class Published:
    """The published table."""

    source: str
    records: Mapping[str, int]
    """Matched by step."""
    total: int
    supplied: int
    unmatched: int
    match_rate: float

    def share(self, ranks: Iterable[str]) -> ShownCell:
        """What share of all matched some steps have; none of the ranks is a step: not applicable."""
        known = [self.records[rank] for rank in ranks if rank in self.records]
        return sum(known) / self.total if known else Mark.NOT_APPLICABLE

    @property
    def unexplained(self) -> int:
        """Records that are neither matched by a step nor unmatched."""
        return self.supplied - self.unmatched - self.total


@cache
def published() -> Published:
    """As the file that ships has it; KeyError or TypeError where that is not whole."""
    said = tomllib.loads((shipped("published") / FILE).read_text("utf-8"))
    return Published(records=said.pop("steps"), **said)


def april_2015_table(figures: Figures, facts: ReportFacts) -> ShownTable:
    """A row for each rank of the month or of the table; ranks 6, 7 and P in one where the profile has P for them."""
    table = published()
    ours = [rank.rank for rank in facts.ranks if rank.rank != DECISION]
    rows = tuple(
        (name, table.share(theirs), ours_share(figures, mine)) for name, theirs, mine in lines(ours, table)
    )
    rate = share(figures.cell("match_rank", "total", "supplied", "match_rate"))
    return ShownTable(
        "april_2015",
        "Shares of matched events beside those of April 2015",
        (
            ShownColumn("Step"),
            ShownColumn("April 2015", Kind.SHARE),
            ShownColumn(figures.period, Kind.SHARE),
        ),
        (*rows, ("Match rate", table.match_rate, rate)),
        note=" ".join(
            [NOTE.format(unexplained=table.unexplained), *profile_words(facts), table.source + "."]
        ),
    )


def lines(ours: list[str], table: Published) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """What is compared: a name, the published steps and the ranks of the month."""
    takes_place = "P" in ours and not set(BY_ADDRESS) & set(ours)
    every = [*table.records, *(rank for rank in ours if rank not in table.records)]
    found: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = []
    for rank in every:
        if takes_place and rank == BY_ADDRESS[0]:
            found.append(("6 and 7; P", BY_ADDRESS, ("P",)))
        elif not (takes_place and rank in {*BY_ADDRESS, "P"}):
            found.append((rank, (rank,), (rank,)))
    return found


def ours_share(figures: Figures, ranks: tuple[str, ...]) -> ShownCell:
    """The share of the month's matched events at a rank; one that the profile has not is not applicable."""
    cells = [
        share(figures.cell("match_rank", "rank", rank, "share_of_matched"))
        for rank in ranks
        if figures.is_controlled or figures.has("match_rank", "rank", rank, "share_of_matched")
    ]
    return cells[0] if cells else Mark.NOT_APPLICABLE


def profile_words(facts: ReportFacts) -> list[str]:
    """What this month's rules and scope add to that."""
    told = []
    if facts.has_p:
        told.append(
            "Rank P decides what steps 6 and 7 did, by a posterior; profile dmq_2015 has the steps themselves."
        )
    if not facts.scope.startswith("national"):
        told.append("The month is not declared as that of the whole country.")
    return told
