"""The match-rank table, with the columns of the HES-DID data matching quality report of April 2015."""

from dataclasses import dataclass

from linkage.config.rules import Exact, Missing, NoContradiction, Partial, Rank, Rules
from linkage.report.figures import Figures

FIELDS = ("nhs_number", "birth_date", "sex", "postcode")
WORDS: dict[type, str] = {
    Exact: "Exact",
    Partial: "Partial",
    Missing: "Blank",
    NoContradiction: "No conflict",
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


@dataclass(frozen=True)
class RankLine:
    """One row of the table."""

    description: RankDescription
    records: str
    share: str
    cumulative: str
    people: str


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
    words: dict[str, str] = {test.field: WORDS[type(test)] for test in rank.require}
    return RankDescription(rank.rank, rank.meaning, *(words.get(field, "") for field in FIELDS))


def rank_lines(figures: Figures, ranks: tuple[RankDescription, ...]) -> tuple[RankLine, ...]:
    """The rows of the table; a rank nobody reached has its row."""

    def cell(rank: RankDescription, measure: str) -> tuple[str, str]:
        figure = figures.cell("match_rank", "rank", rank.rank, measure)
        return figure.count, figure.percent

    return tuple(
        RankLine(
            rank,
            records=cell(rank, "records")[0],
            share=cell(rank, "share_of_matched")[1],
            cumulative=cell(rank, "cumulative_share")[1],
            people=cell(rank, "people")[0],
        )
        for rank in ranks
    )


def totals(figures: Figures) -> tuple[tuple[str, str, str], ...]:
    """Foot of the table: name, records, people. The match rate is (supplied - unmatched) / supplied."""
    names = {
        "matched": "Total matched",
        "unmatched": "Unmatched records",
        "review": "of which for review",
        "supplied": "Records supplied",
    }
    rows = [
        (
            name,
            figures.cell("match_rank", "total", category, "records").count,
            figures.cell("match_rank", "total", category, "people").count,
        )
        for category, name in names.items()
    ]
    rate = figures.cell("match_rank", "total", "supplied", "match_rate").percent
    return (*rows, ("Match rate", rate, ""))
