"""The match-rank table as plain text, for a terminal or a pipe."""

from linkage.report.figures import Figures
from linkage.report.rank_table import RankDescription, rank_lines, totals

HEADING = (
    f"{'Step':<5}{'NHS number':<12}{'DOB':<9}{'Sex':<8}{'Postcode':<10}"
    f"{'Records':>11}{'%':>9}{'Cum. %':>9}{'People':>11}"
)


def match_rank_text(figures: Figures, ranks: tuple[RankDescription, ...]) -> str:
    """Step by step as in the April 2015 report: what agrees, matched records and distinct people."""
    lines = [
        f"How the records are matched, {figures.period}",
        HEADING,
    ]
    for line in rank_lines(figures, ranks):
        told = line.description
        lines.append(
            f"{told.rank:<5}{told.nhs_number:<12}{told.birth_date:<9}{told.sex:<8}{told.postcode:<10}"
            f"{line.records:>11}{line.share.rstrip('%'):>9}{line.cumulative.rstrip('%'):>9}{line.people:>11}"
        )
    lines += [
        f"{name:<44}{records:>11}{'':>18}{people:>11}".rstrip() for name, records, people in totals(figures)
    ]
    return "\n".join(lines)
