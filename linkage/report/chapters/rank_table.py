"""The match-rank table, with the columns of the HES-DID data matching quality report of April 2015."""

from collections.abc import Iterable
from dataclasses import dataclass

from linkage.config.rules import Rank, Rules
from linkage.disclosure.profile import ROUNDED
from linkage.rank_tests.every import BY_NAME
from linkage.rank_tests.rank_test import FIELDS
from linkage.report.figures import Figures, count, ratio, share
from linkage.report.table import Kind, ShownCell, ShownColumn, ShownTable
from linkage.words.figure import Figure
from linkage.words.names import DECISION

NOT_COMPARED = "not compared"
"""Stands where a rank does not look at an identifier: it is not that there is nothing to count."""
TOTALS = {
    "matched": "Total matched",
    "unmatched": "Unmatched records",
    "review": "of which for review",
    "supplied": "Records supplied",
}


@dataclass(frozen=True)
class RankDescription:
    """What a rank asks of each identifier, in one word."""

    rank: str
    meaning: str
    nhs_number: str
    birth_date: str
    sex: str
    postcode: str


def describe(rules: Rules) -> tuple[RankDescription, ...]:
    """Every rank in the order in which it is offered; P before the ranks that wait for it."""
    before = [_described(rank) for rank in rules.rank if not rank.after_p]
    after = [_described(rank) for rank in rules.rank if rank.after_p]
    p = [
        RankDescription(
            "P",
            "Scored on birth date, postcode and sex (Fellegi-Sunter); linked when the posterior is high enough",
            "Scored",
            "Scored",
            "Scored",
            "Scored",
        )
    ]
    return (*before, *(p if rules.p else []), *after)


def _described(rank: Rank) -> RankDescription:
    words = {test.field: BY_NAME[test.how].word for test in rank.require}
    return RankDescription(rank.rank, rank.meaning, *(words.get(field, "") for field in FIELDS))


def decided_rank(figures: Iterable[Figure], month: str) -> tuple[RankDescription, ...]:
    """What stands in the place of a rank where reviewers made links of the month; nothing where they made none."""
    key = ("match_rank", "rank", DECISION)
    if not any((one.table, one.breakdown, one.category) == key and one.period == month for one in figures):
        return ()
    asked = ("Judged",) * len(FIELDS)
    return (RankDescription(DECISION, "A reviewer decided, otherwise than the steps found", *asked),)


def linked_at(rank: str) -> str:
    """How events of a rank are called in the flow."""
    return "linked by reviewers" if rank == DECISION else f"linked at rank {rank}"


def rank_table(figures: Figures, ranks: tuple[RankDescription, ...]) -> ShownTable:
    """A row for each rank, also one that nobody reached; then the totals and the match rate."""

    def of_rank(rank: RankDescription) -> tuple[ShownCell, ...]:
        records, part, so_far, people = (
            figures.cell("match_rank", "rank", rank.rank, measure)
            for measure in ("records", "share_of_matched", "cumulative_share", "people")
        )
        asked = (rank.nhs_number, rank.birth_date, rank.sex, rank.postcode)
        compared = (word or NOT_COMPARED for word in asked)
        running = cumulative[rank.rank] or share(so_far)
        return (rank.rank, *compared, count(records), share(part), running, count(people))

    def of_total(category: str, name: str) -> tuple[ShownCell, ...]:
        records, people = (
            figures.cell("match_rank", "total", category, measure) for measure in ("records", "people")
        )
        return (name, "", "", "", "", count(records), "", "", count(people))

    cumulative = running_shares(figures, ranks)
    rate = share(figures.cell("match_rank", "total", "supplied", "match_rate"))
    return ShownTable(
        "match_rank",
        "Match rank, with the columns of the data matching quality report of April 2015",
        (
            ShownColumn("Step"),
            ShownColumn("NHS number"),
            ShownColumn("Date of birth"),
            ShownColumn("Sex"),
            ShownColumn("Postcode"),
            ShownColumn("Matched records", Kind.COUNT),
            ShownColumn("% of matched", Kind.SHARE),
            ShownColumn("Cumulative %", Kind.SHARE),
            ShownColumn("Matched people", Kind.COUNT),
        ),
        (
            *map(of_rank, ranks),
            *(of_total(category, name) for category, name in TOTALS.items()),
            ("Match rate", "", "", "", "", "", rate, "", ""),
        ),
        note=(
            "Match rate = matched / supplied; events for review count as unmatched. Records are "
            "events. People are distinct HES people, and distinct identities where nobody was found; they do not "
            "add up over the steps, because one person may have events at several."
        ),
    )


def running_shares(figures: Figures, ranks: Iterable[RankDescription]) -> dict[str, ShownCell]:
    """
    The cumulative share up to each rank, of the numbers that stand above one another; blank: as it is in the figures.

    Exact numbers add up of themselves. Rounded ones are added as they are shown, so that the column is the sum of the
    one beside it, though no more than all; from a hidden rank on there is nothing to add.
    """
    found: dict[str, ShownCell] = {}
    so_far: int | None = 0
    matched = figures.cell("match_rank", "total", "matched", "records").numerator
    for rank in ranks:
        records = figures.cell("match_rank", "rank", rank.rank, "records")
        so_far = None if so_far is None or records.numerator is None else so_far + records.numerator
        is_added = records.control == ROUNDED and so_far is not None and bool(matched)
        found[rank.rank] = ratio(min((so_far or 0) / (matched or 1), 1.0)) if is_added else ""
    return found
