"""What should be done about what a report found."""

from linkage.report.facts import ReportFacts
from linkage.report.figures import Figures, value
from linkage.report.groups import worse_groups
from linkage.report.history import NO_NUMBER, UNMATCHED, Charted
from linkage.report.moves import whole_moved
from linkage.report.table import Cell

NAMED = 3
"""Providers and groups named on the first screen; the rest are in their chapters."""


def to_do(figures: Figures, facts: ReportFacts, loud: list[Charted]) -> tuple[str, ...]:
    """What follows from all this."""
    found = []
    asked = sorted({facts.named(one.subject) for one in loud if one.line is NO_NUMBER})
    if asked:
        found.append(
            f"Ask {', '.join(asked[:NAMED])}{' and others' if len(asked) > NAMED else ''} why NHS numbers are missing "
            "or unusable, and run the month again when they are supplied."
        )
    unmatched = sorted({facts.named(one.subject) for one in loud if one.line is UNMATCHED} - set(asked))
    if unmatched:
        found.append(
            f"Look into the events without a person of {', '.join(unmatched[:NAMED])}"
            f"{' and others' if len(unmatched) > NAMED else ''} before using them alone."
        )
    if facts.compared and whole_moved(figures):
        found.append(
            f"Find out what moved the unmatched rate since {facts.compared}: the chapter on change names the groups."
        )
    if doubts_of_error(figures):
        found.append("Use only links of rank P with a high match_probability, or train the model again.")
    if worse_groups(figures):
        found.append("In an analysis of the groups named above, show how many of each could not be linked.")
    if any(month == figures.period for month, _ in facts.changes):
        found.append("Compare with earlier months only with care: the method is new this month.")
    elif facts.changes:
        found.append(
            "Across a change of method compare with care, or run the earlier months again with --restate."
        )
    if not any(approval.release == facts.release for approval in facts.approvals):
        found.append(f"Have release {facts.release} signed off: nobody has approved it yet.")
    return tuple(found)


def doubts_of_error(figures: Figures) -> list[str]:
    """More wrong links expected than the job allows."""
    found, target = error_and_target(figures)
    if isinstance(found, float) and isinstance(target, float) and found > target:
        return [
            f"{100 * found:.2f}% of the links of rank P are expected to be wrong, {100 * target:.2f}% is allowed"
        ]
    return []


def error_and_target(figures: Figures) -> tuple[Cell, Cell]:
    """Expected share of wrong links of rank P, and the share that the job allows."""
    found, target = (
        figures.cell("rank_p", "month", figures.period, name)
        for name in ("expected_false_link_share", "target")
    )
    return value(found), value(target)
