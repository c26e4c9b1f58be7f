"""The match-rank table as plain text, for a terminal or a pipe."""

from linkage.report.chapters.rank_table import NOT_COMPARED, RankDescription, rank_table
from linkage.report.figures import Figures
from linkage.report.table import Kind, Mark, ShownCell, written
from linkage.report.target_words import floor_words, nothing_met
from linkage.words.names import DECISION

WIDTHS = (5, 12, 9, 8, 10, -11, -9, -9, -11)
"""Of the columns; negative ones are set to the right."""
NAMES = ("Step", "NHS number", "DOB", "Sex", "Postcode", "Records", "%", "Cum. %", "People")
FIRST_NUMBER = 5


def match_rank_text(figures: Figures, ranks: tuple[RankDescription, ...]) -> str:
    """
    Step by step as in the April 2015 report: what agrees, matched records and distinct people.

    Where nothing met the target of rank P, that stands in place of its numbers.
    """
    table = rank_table(figures, ranks)
    lines = [f"How the records are matched, {figures.period}", line(NAMES)]
    nothing = nothing_met(figures)
    named = sum(WIDTHS[:FIRST_NUMBER])
    for row in table.rows[: len(ranks)]:
        if row[0] == "P" and nothing:
            lines.append(f"{'P':<{WIDTHS[0]}}{nothing}")
            continue
        cells = [short(cell, column.kind) for cell, column in zip(row, table.columns, strict=True)]
        drawn = line([text.rstrip("%") for text in cells])
        lines.append(
            f"{'By reviewers':<{named}}{drawn[-sum(-width for width in WIDTHS[FIRST_NUMBER:]) :]}"
            if row[0] == DECISION
            else drawn
        )
    for name, *_, records, rate, _cumulative, people in table.rows[len(ranks) :]:
        shown = records if rate == "" else rate
        number = short(shown, Kind.COUNT if rate == "" else Kind.SHARE)
        lines.append(f"{name!s:<{named}}{number:>11}{'':>18}{short(people, Kind.COUNT):>11}".rstrip())
    floor = floor_words(figures)
    return "\n".join([*lines, *([floor] if floor else [])])


def short(cell: ShownCell, kind: Kind) -> str:
    """A cell in few letters: `n/a` for what is not applicable, nothing for what is not compared."""
    if cell == NOT_COMPARED:
        return ""
    return "n/a" if cell is Mark.NOT_APPLICABLE else written(cell, kind)


def line(texts: tuple[str, ...] | list[str]) -> str:
    """Texts in their columns."""
    return "".join(
        f"{text:>{-width}}" if width < 0 else f"{text:<{width}}"
        for text, width in zip(texts, WIDTHS, strict=True)
    )
